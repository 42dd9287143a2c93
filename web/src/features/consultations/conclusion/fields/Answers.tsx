import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { TextBox } from "../../../../shared/form/TextBox";
import type { Question } from "../values";

const PASSAGE_CHARS_MAX = 4000;

/** Every numbered question with the place of its answer. */
export function Answers({ questions }: { questions: readonly Question[] }) {
  const { t } = useTranslation("conclusion");
  return (
    <section className="rows" aria-labelledby="conclusion_answers_title">
      <h3 id="conclusion_answers_title">{t("field.answers")}</h3>
      {questions.map(({ number, text }) => (
        <Form.Item key={number} name={["answers", String(number)]} label={<span className="wrapped">{`${number}. ${text}`}</span>}>
          <TextBox rows={2} maxLength={PASSAGE_CHARS_MAX} placeholder={t("answer", { number })} />
        </Form.Item>
      ))}
    </section>
  );
}
