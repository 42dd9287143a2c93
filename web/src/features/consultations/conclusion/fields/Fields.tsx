import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { TextBox } from "../../../../shared/form/TextBox";
import type { Question } from "../values";
import { Answers } from "./Answers";
import { Diagnoses } from "./Diagnoses";
import { Differentials } from "./Differentials";
import { Recommendations } from "./Recommendations";

const PASSAGE_CHARS_MAX = 4000;
const LONG_CHARS_MAX = 10_000;

/** The fields in the order in which the paper has them. */
export function Fields({ questions }: { questions: readonly Question[] }) {
  const { t } = useTranslation("conclusion");
  const needed = [{ required: true, whitespace: true, message: t("shared:required") }];
  const optional = (field: string) => `${t(`field.${field}`)}${t("consultations:optional")}`;
  return (
    <div className="conclusion-fields">
      <Answers questions={questions} />
      <Diagnoses />
      <Form.Item name="conclusion" label={t("field.conclusion")} rules={needed}>
        <TextBox rows={4} maxLength={LONG_CHARS_MAX} />
      </Form.Item>
      <Recommendations />
      <Differentials />
      <Form.Item name="discussion_digest" label={optional("discussion_digest")}>
        <TextBox rows={3} maxLength={LONG_CHARS_MAX} />
      </Form.Item>
      <Form.Item name="limits" label={t("field.limits")} extra={t("hint.limits")} rules={needed}>
        <TextBox rows={2} maxLength={PASSAGE_CHARS_MAX} />
      </Form.Item>
      <Form.Item name="explanation" label={optional("explanation")} extra={t("hint.explanation")}>
        <TextBox rows={2} maxLength={PASSAGE_CHARS_MAX} />
      </Form.Item>
    </div>
  );
}
