import { Form, Input } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { client, told } from "../../../api/client";
import { queries } from "../../../api/query";
import { useSubmission } from "../../../api/submission";
import { FormDrawer } from "../../../shared/form/FormDrawer";
import { FormProblem, focusFirstWrong } from "../../../shared/form/FormProblem";

interface Reason {
  reason: string;
}

/** The patient came: why, in a few words. */
export function VisitDrawer({ patientId, onClose }: { patientId: string; onClose: () => void }) {
  const { t } = useTranslation("patients");
  const [form] = Form.useForm<Reason>();
  const frame = useRef<HTMLDivElement>(null);
  const visit = useSubmission(
    (body: Reason, key) =>
      told(
        client.POST("/api/patients/{patient_id}/visits", {
          params: { path: { patient_id: patientId }, header: { "Idempotency-Key": key } },
          body,
        }),
      ),
    () => {
      void queries.invalidateQueries({ queryKey: ["get", "/api/patients/{patient_id}"] });
      void queries.invalidateQueries({ queryKey: ["get", "/api/patients"] });
      onClose();
    },
  );
  return (
    <FormDrawer
      title={t("visit.add")}
      submitLabel={t("visit.submit")}
      busy={visit.busy}
      onSubmit={() => form.submit()}
      onClose={onClose}
    >
      <div ref={frame}>
        <Form<Reason>
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={({ reason }) => visit.send({ reason: reason.trim() })}
          onFinishFailed={() => focusFirstWrong(frame.current)}
        >
          <Form.Item
            name="reason"
            label={t("visit.reason")}
            extra={t("visit.reason_hint")}
            rules={[{ required: true, whitespace: true, message: t("shared:required") }]}
          >
            <Input autoFocus maxLength={200} autoComplete="off" />
          </Form.Item>
        </Form>
        <FormProblem form={form} problem={visit.problem} frame={frame} />
      </div>
    </FormDrawer>
  );
}
