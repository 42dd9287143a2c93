import { Form, Input, Select } from "antd";
import { useTranslation } from "react-i18next";
import { TextBox } from "../../../../shared/form/TextBox";
import { KINDS, type Recommendation } from "../values";
import { neededIn } from "./needed";
import { RowList } from "./RowList";

const RECOMMENDATIONS_MAX = 30;
const LINE_CHARS_MAX = 200;
const PASSAGE_CHARS_MAX = 4000;

/** One thing to do in each row: the attending adopts, changes or rejects each by itself. */
export function Recommendations() {
  const { t } = useTranslation("conclusion");
  const options = KINDS.map((value) => ({ value, label: t(`kind.${value}`) }));
  const item = t("item.recommendation");
  const named = (row: number, field: string) => t("nth_field", { item, number: row + 1, field });
  return (
    <RowList<Recommendation>
      name="recommendations"
      title={t("field.recommendations")}
      hint={t("hint.recommendations")}
      item={item}
      max={RECOMMENDATIONS_MAX}
      blank={{ kind: "treatment" }}
    >
      {(row) => (
        <div className="recommendation">
          <Form.Item name={[row, "text"]} rules={neededIn("recommendations", row, "text", t("shared:required"))}>
            <TextBox rows={1} maxLength={PASSAGE_CHARS_MAX} placeholder={t("field.to_do")} aria-label={named(row, t("field.to_do"))} />
          </Form.Item>
          <Form.Item name={[row, "kind"]}>
            <Select options={options} aria-label={named(row, t("field.kind"))} />
          </Form.Item>
          <Form.Item name={[row, "due"]}>
            <Input maxLength={LINE_CHARS_MAX} autoComplete="off" placeholder={t("field.due")} aria-label={named(row, t("field.due"))} />
          </Form.Item>
          <Form.Item name={[row, "red_flags"]}>
            <Input maxLength={PASSAGE_CHARS_MAX} autoComplete="off" placeholder={t("field.red_flags")} aria-label={named(row, t("field.red_flags"))} />
          </Form.Item>
        </div>
      )}
    </RowList>
  );
}
