import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form } from "antd";
import { type KeyboardEvent, useRef } from "react";
import { useTranslation } from "react-i18next";
import { TextBox } from "../../../shared/form/TextBox";
import { asked, QUESTIONS_MAX } from "./questions";

const CHARS_MAX = 4000;
const MOVES: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowDown: 1 };

/** Numbered questions. Enter adds the next, Alt with an arrow moves, Backspace in an empty one removes it. */
export function Questions() {
  const { t } = useTranslation("consultations");
  const frame = useRef<HTMLDivElement>(null);
  const focus = (index: number) =>
    requestAnimationFrame(() => frame.current?.querySelectorAll<HTMLElement>("textarea")[index]?.focus());

  return (
    <div ref={frame} role="group" aria-label={t("field.questions")}>
      <h3>{t("field.questions")}</h3>
      <p className="muted keys-hint">{t("questions_hint")}</p>
      <Form.List
        name="questions"
        rules={[
          {
            validator: (_rule, questions: string[]) =>
              asked(questions).length > 0 ? Promise.resolve() : Promise.reject(new Error(t("no_question"))),
          },
        ]}
      >
        {(fields, { add, remove, move }, { errors }) => {
          const last = fields.length - 1;
          const addAfter = (index: number) => {
            if (fields.length >= QUESTIONS_MAX) return;
            add("", index + 1);
            focus(index + 1);
          };
          const drop = (index: number) => {
            remove(index);
            focus(Math.max(0, index - 1));
          };
          const shift = (index: number, step: -1 | 1) => {
            const to = index + step;
            if (to < 0 || to > last) return;
            move(index, to);
            focus(to);
          };
          const press = (event: KeyboardEvent<HTMLTextAreaElement>, index: number) => {
            if (event.nativeEvent.isComposing) return;
            const step = event.altKey ? MOVES[event.key] : undefined;
            const isPlainEnter = event.key === "Enter" && !event.shiftKey && !event.ctrlKey && !event.metaKey;
            const empties = event.key === "Backspace" && event.currentTarget.value === "" && last > 0;
            if (step !== undefined) shift(index, step);
            else if (isPlainEnter) addAfter(index);
            else if (empties) drop(index);
            else return;
            event.preventDefault();
          };
          return (
            <>
              <ol className="questions">
                {fields.map(({ key, name }) => (
                  <li key={key}>
                    <span className="numeric" aria-hidden>
                      {name + 1}.
                    </span>
                    <Form.Item name={name} className="question">
                      <TextBox
                        rows={1}
                        maxLength={CHARS_MAX}
                        aria-label={t("question_number", { number: name + 1 })}
                        onKeyDown={(event) => press(event, name)}
                      />
                    </Form.Item>
                    <span className="question-acts">
                      <Button
                        type="text"
                        size="small"
                        icon={<ArrowUpOutlined />}
                        aria-label={t("question_up", { number: name + 1 })}
                        disabled={name === 0}
                        onClick={() => shift(name, -1)}
                      />
                      <Button
                        type="text"
                        size="small"
                        icon={<ArrowDownOutlined />}
                        aria-label={t("question_down", { number: name + 1 })}
                        disabled={name === last}
                        onClick={() => shift(name, 1)}
                      />
                      <Button
                        type="text"
                        size="small"
                        icon={<DeleteOutlined />}
                        aria-label={t("question_remove", { number: name + 1 })}
                        disabled={last === 0}
                        onClick={() => drop(name)}
                      />
                    </span>
                  </li>
                ))}
              </ol>
              <div className="questions-wrong">
                <Form.ErrorList errors={errors} />
              </div>
              <Button
                size="small"
                icon={<PlusOutlined aria-hidden />}
                disabled={fields.length >= QUESTIONS_MAX}
                onClick={() => addAfter(last)}
              >
                {t("question_add")}
              </Button>
            </>
          );
        }}
      </Form.List>
    </div>
  );
}
