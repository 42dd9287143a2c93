import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { TextBox } from "../../../../shared/form/TextBox";
import type { Differential } from "../values";
import { neededIn } from "./needed";
import { RowList } from "./RowList";

const DIFFERENTIALS_MAX = 20;
const LINE_CHARS_MAX = 200;
const PASSAGE_CHARS_MAX = 4000;

/** What else it could be, and what speaks for and against it. */
export function Differentials() {
  const { t } = useTranslation("conclusion");
  return (
    <RowList<Differential>
      name="differentials"
      title={t("field.differentials")}
      item={t("item.differential")}
      max={DIFFERENTIALS_MAX}
      blank={{}}
    >
      {(row) => (
        <>
          <Form.Item name={[row, "diagnosis"]} rules={neededIn("differentials", row, "diagnosis", t("shared:required"))}>
            <Input
              maxLength={LINE_CHARS_MAX}
              autoComplete="off"
              placeholder={t("field.differential")}
              aria-label={t("nth", { item: t("item.differential"), number: row + 1 })}
            />
          </Form.Item>
          <Form.Item name={[row, "reasons"]} rules={neededIn("differentials", row, "reasons", t("shared:required"))}>
            <TextBox
              rows={1}
              maxLength={PASSAGE_CHARS_MAX}
              placeholder={t("field.reasons")}
              aria-label={t("nth_field", { item: t("item.differential"), number: row + 1, field: t("field.reasons") })}
            />
          </Form.Item>
        </>
      )}
    </RowList>
  );
}
