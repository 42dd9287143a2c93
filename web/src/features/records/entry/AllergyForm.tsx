import { Form, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { client, told } from "../../../api/client";
import { asProblem } from "../../../api/problem";
import { TextBox } from "../../../shared/form/TextBox";
import { type Term, TermSelect } from "../../terms";
import { WritingFrame } from "./WritingFrame";

export const CRITICALITIES = ["high", "low", "unable_to_assess"] as const;

interface Values {
  term: Term;
  criticality: (typeof CRITICALITIES)[number];
  reaction?: string;
}

const OF_TERM = /^\/(code|display)$/;

/** An allergy; what the list lacks may be written in words. */
export function AllergyForm({ patientId, onClose }: { patientId: string; onClose: () => void }) {
  const { t } = useTranslation("records");

  const send = async ({ term, criticality, reaction }: Values, key: string) => {
    try {
      return await told(
        client.POST("/api/patients/{patient_id}/allergies", {
          params: { path: { patient_id: patientId }, header: { "Idempotency-Key": key } },
          body: {
            code: term.code ?? null,
            display: term.display.trim(),
            criticality,
            reaction: reaction?.trim() || null,
          },
        }),
      );
    } catch (thrown) {
      throw asProblem(thrown).moved((pointer) => (OF_TERM.test(pointer) ? "/term" : pointer));
    }
  };

  return (
    <WritingFrame<Values> patientId={patientId} writing="allergy" initial={{}} send={send} onClose={onClose}>
      <Form.Item
        name="term"
        label={t("field.allergen")}
        extra={t("allergen_hint")}
        rules={[
          {
            validator: (_rule, term: Term | undefined) =>
              term?.display.trim() ? Promise.resolve() : Promise.reject(new Error(t("shared:required"))),
          },
        ]}
      >
        <TermSelect set="allergy" autoFocus />
      </Form.Item>
      <Form.Item
        name="criticality"
        label={t("field.criticality")}
        rules={[{ required: true, message: t("shared:required") }]}
      >
        <Radio.Group
          optionType="button"
          options={CRITICALITIES.map((value) => ({ value, label: t(`criticality.${value}`) }))}
        />
      </Form.Item>
      <Form.Item name="reaction" label={`${t("field.reaction")}${t("optional")}`}>
        <TextBox rows={3} />
      </Form.Item>
    </WritingFrame>
  );
}
