import { Form, Input } from "antd";
import { useTranslation } from "react-i18next";
import { client, told } from "../../../api/client";
import { asProblem } from "../../../api/problem";
import { TextBox } from "../../../shared/form/TextBox";
import { WritingFrame } from "./WritingFrame";

const SECTIONS = ["chief_complaint", "present_illness", "past_history", "physical_exam"] as const;
const LINES = { chief_complaint: 1, present_illness: 5, past_history: 2, physical_exam: 3 } as const;

type Values = { title: string } & Partial<Record<(typeof SECTIONS)[number], string>>;

/** A visit note by the sections clinicians know; an empty section is left out. */
export function NoteForm({ patientId, onClose }: { patientId: string; onClose: () => void }) {
  const { t } = useTranslation("records");

  const send = async (values: Values, key: string) => {
    const sections = SECTIONS.flatMap((code) => {
      const text = values[code]?.trim();
      return text ? [{ code, text }] : [];
    });
    try {
      return await told(
        client.POST("/api/patients/{patient_id}/notes", {
          params: { path: { patient_id: patientId }, header: { "Idempotency-Key": key } },
          body: { title: values.title.trim(), sections },
        }),
      );
    } catch (thrown) {
      throw asProblem(thrown).moved((pointer) =>
        pointer.replace(/^\/sections\/(\d+).*/, (_, at: string) => `/${sections[Number(at)]?.code ?? "title"}`),
      );
    }
  };

  return (
    <WritingFrame<Values>
      patientId={patientId}
      writing="note"
      initial={{ title: t("note_title") }}
      send={send}
      onClose={onClose}
    >
      <Form.Item
        name="title"
        label={t("field.title")}
        rules={[{ required: true, whitespace: true, message: t("shared:required") }]}
      >
        <Input maxLength={200} autoComplete="off" />
      </Form.Item>
      {SECTIONS.map((code) => (
        <Form.Item
          key={code}
          name={code}
          label={t(`section.${code}`)}
          rules={
            code === "chief_complaint"
              ? [{ required: true, whitespace: true, message: t("shared:required") }]
              : undefined
          }
        >
          <TextBox autoFocus={code === "chief_complaint"} rows={LINES[code]} />
        </Form.Item>
      ))}
    </WritingFrame>
  );
}
