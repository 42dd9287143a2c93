import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, PlusOutlined } from "@ant-design/icons";
import { Button, Form } from "antd";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { UndoLine } from "./UndoLine";

interface Props<Row> {
  /** The form's name of the list, and what its rows are called. */
  name: string;
  title: string;
  hint?: string;
  item: string;
  max: number;
  blank: Row;
  children: (row: number) => ReactNode;
}

const MOVES: Readonly<Record<string, -1 | 1>> = { ArrowUp: -1, ArrowDown: 1 };
const FIELDS = "input, textarea";

/** Rows to add, to take away with a way back, and to put in order: Alt with an arrow moves the row one writes in. */
export function RowList<Row>({ name, title, hint, item, max, blank, children }: Props<Row>) {
  const { t } = useTranslation("conclusion");
  const form = Form.useFormInstance();
  const frame = useRef<HTMLOListElement>(null);
  const [removed, setRemoved] = useState<{ row: Row; at: number; turn: number }>();
  const focus = (row: number, field = 0) =>
    requestAnimationFrame(() => {
      const fields = frame.current?.children[row]?.querySelectorAll<HTMLElement>(FIELDS);
      (fields?.[field] ?? fields?.[0])?.focus();
    });

  return (
    <section className="rows" aria-labelledby={`conclusion_${name}_title`}>
      <h3 id={`conclusion_${name}_title`}>{title}</h3>
      {hint && <p className="muted rows-hint">{hint}</p>}
      <Form.List name={name}>
        {(fields, { add, remove, move }) => {
          const last = fields.length - 1;
          const shift = (row: number, step: -1 | 1, field: number) => {
            const to = row + step;
            if (to < 0 || to > last) return;
            move(row, to);
            focus(to, field);
          };
          const press = (event: KeyboardEvent<HTMLLIElement>, row: number) => {
            const step = event.altKey && !event.nativeEvent.isComposing ? MOVES[event.key] : undefined;
            if (step === undefined) return;
            // A list of terms would open on the same key.
            event.preventDefault();
            event.stopPropagation();
            const typed = [...event.currentTarget.querySelectorAll(FIELDS)].indexOf(event.target as Element);
            shift(row, step, Math.max(0, typed));
          };
          const drop = (row: number) => {
            setRemoved({ row: form.getFieldValue([name, row]) as Row, at: row, turn: performance.now() });
            remove(row);
          };
          const undo = () => {
            if (!removed) return;
            add(removed.row, Math.min(removed.at, fields.length));
            focus(removed.at);
            setRemoved(undefined);
          };
          return (
            <>
              {fields.length === 0 && <p className="muted">{t("none_yet", { item })}</p>}
              <ol ref={frame} className="row-list">
                {fields.map(({ key, name: row }) => (
                  // The keys come from the fields inside.
                  // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
                  <li key={key} onKeyDownCapture={(event) => press(event, row)}>
                    <span className="numeric row-number" aria-hidden>
                      {row + 1}.
                    </span>
                    <div className="row-fields">{children(row)}</div>
                    <span className="row-acts">
                      <RowAct icon={<ArrowUpOutlined />} label={t("up", { item, number: row + 1 })} disabled={row === 0} onClick={() => shift(row, -1, 0)} />
                      <RowAct icon={<ArrowDownOutlined />} label={t("down", { item, number: row + 1 })} disabled={row === last} onClick={() => shift(row, 1, 0)} />
                      <RowAct icon={<DeleteOutlined />} label={t("remove", { item, number: row + 1 })} onClick={() => drop(row)} />
                    </span>
                  </li>
                ))}
              </ol>
              {removed && (
                <UndoLine key={removed.turn} text={t("removed", { item, number: removed.at + 1 })} onUndo={undo} onOver={() => setRemoved(undefined)} />
              )}
              <Button
                id={`conclusion_${name}_add`}
                size="small"
                icon={<PlusOutlined aria-hidden />}
                disabled={fields.length >= max}
                onClick={() => {
                  add(blank);
                  focus(fields.length);
                }}
              >
                {t("add", { item })}
              </Button>
            </>
          );
        }}
      </Form.List>
    </section>
  );
}

interface ActProps {
  icon: ReactNode;
  label: string;
  disabled?: boolean;
  onClick: () => void;
}

function RowAct({ icon, label, disabled = false, onClick }: ActProps) {
  return <Button type="text" size="small" icon={icon} aria-label={label} title={label} disabled={disabled} onClick={onClick} />;
}
