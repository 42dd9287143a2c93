import { Form } from "antd";
import { useTranslation } from "react-i18next";
import { client, told } from "../../../api/client";
import { asProblem } from "../../../api/problem";
import { DateInput } from "../../../shared/form/DateInput";
import { TextBox } from "../../../shared/form/TextBox";
import { type Term, TermSelect } from "../../terms";
import { WritingFrame } from "./WritingFrame";

interface Values {
  term: Term;
  onset_on?: string | null;
  note?: string;
}

const OF_TERM = "/code";

/** A coded diagnosis: chosen from the list, so that it can be counted and exchanged. */
export function ConditionForm({ patientId, onClose }: { patientId: string; onClose: () => void }) {
  const { t } = useTranslation("records");

  const send = async ({ term, onset_on, note }: Values, key: string) => {
    try {
      return await told(
        client.POST("/api/patients/{patient_id}/conditions", {
          params: { path: { patient_id: patientId }, header: { "Idempotency-Key": key } },
          body: { code: term.code ?? "", onset_on: onset_on || null, note: note?.trim() || null },
        }),
      );
    } catch (thrown) {
      throw asProblem(thrown).moved((pointer) => (pointer === OF_TERM ? "/term" : pointer));
    }
  };

  return (
    <WritingFrame<Values> patientId={patientId} writing="condition" initial={{}} send={send} onClose={onClose}>
      <Form.Item
        name="term"
        label={t("field.diagnosis")}
        validateTrigger="onBlur"
        rules={[
          {
            validator: (_rule, term: Term | undefined) =>
              term?.code ? Promise.resolve() : Promise.reject(new Error(t("choose_term"))),
          },
        ]}
      >
        <TermSelect set="diagnosis" autoFocus />
      </Form.Item>
      <Form.Item name="onset_on" label={`${t("field.onset_on")}${t("optional")}`}>
        <DateInput notAfterToday />
      </Form.Item>
      <Form.Item name="note" label={`${t("field.note")}${t("optional")}`}>
        <TextBox rows={3} />
      </Form.Item>
    </WritingFrame>
  );
}
