import { Form, Modal, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { client, told } from "../../../api/client";
import { queries } from "../../../api/query";
import { useSubmission } from "../../../api/submission";
import { ProblemLine } from "../../../shared/ui/ProblemLine";

const REASONS = ["patient_request", "guardian_request", "recorded_in_error"] as const;

interface Values {
  reason: (typeof REASONS)[number];
}

interface Props {
  patientId: string;
  purpose: "treatment" | "sharing" | "remote_consultation";
  onClose: () => void;
}

/** The patient takes an agreement back. Nobody has to justify himself: why is a code, most often that he wishes so. */
export function WithdrawDialog({ patientId, purpose, onClose }: Props) {
  const { t } = useTranslation("patients");
  const [form] = Form.useForm<Values>();
  const withdraw = useSubmission(
    (body: Values, key) =>
      told(
        client.POST("/api/patients/{patient_id}/consents/{purpose}/withdraw", {
          params: { path: { patient_id: patientId, purpose }, header: { "Idempotency-Key": key } },
          body,
        }),
      ),
    () => {
      void queries.invalidateQueries({ queryKey: ["get", "/api/patients/{patient_id}"] });
      onClose();
    },
  );
  return (
    <Modal
      open
      title={t("consent.withdraw_what", { purpose: t(`purpose.${purpose}`) })}
      okText={t("consent.withdraw")}
      okButtonProps={{ danger: true }}
      cancelText={t("shared:cancel")}
      confirmLoading={withdraw.busy}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={480}
    >
      <p>{t(`consent.without.${purpose}`)}</p>
      <Form<Values>
        form={form}
        layout="vertical"
        requiredMark={false}
        initialValues={{ reason: REASONS[0] }}
        onFinish={(given) => withdraw.send(given)}
      >
        <Form.Item name="reason" label={t("consent.why_withdrawn")}>
          <Radio.Group
            className="stacked"
            options={REASONS.map((value) => ({ value, label: t(`consent.reason.${value}`) }))}
          />
        </Form.Item>
      </Form>
      {withdraw.problem && <ProblemLine problem={withdraw.problem} />}
    </Modal>
  );
}
