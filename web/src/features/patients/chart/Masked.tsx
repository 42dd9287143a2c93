import { useMutation } from "@tanstack/react-query";
import { Button, Form, Modal, Radio } from "antd";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { client, told } from "../../../api/client";
import type { Problem } from "../../../api/problem";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { useMay } from "../../signin";

const SHOWN_MS = 60_000;
const REASONS = ["identity_check", "contact", "insurance", "correction"] as const;

interface Props {
  patientId: string;
  field: "document" | "phone";
  label: string;
  masked: string;
}

interface Why {
  reason: (typeof REASONS)[number];
}

/** A masked identifier. To see it one says why; the server notes who saw it; after a minute it is masked again. */
export function Masked({ patientId, field, label, masked }: Props) {
  const { t } = useTranslation("patients");
  const may = useMay();
  const [asking, setAsking] = useState(false);
  const [value, setValue] = useState<string>();

  useEffect(() => {
    if (value === undefined) return;
    const timer = setTimeout(() => setValue(undefined), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [value]);

  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <span className="numeric">{value ?? masked}</span>
        {may("patient:reveal") && (
          <Button
            type="link"
            size="small"
            aria-label={t(value ? "reveal.hide_what" : "reveal.show_what", { what: label })}
            onClick={() => (value ? setValue(undefined) : setAsking(true))}
          >
            {t(value ? "reveal.hide" : "reveal.show")}
          </Button>
        )}
        {asking && (
          <RevealDialog
            patientId={patientId}
            field={field}
            label={label}
            onClose={() => setAsking(false)}
            onValue={setValue}
          />
        )}
      </dd>
    </div>
  );
}

interface DialogProps {
  patientId: string;
  field: "document" | "phone";
  label: string;
  onClose: () => void;
  onValue: (value: string) => void;
}

function RevealDialog({ patientId, field, label, onClose, onValue }: DialogProps) {
  const { t } = useTranslation("patients");
  const [form] = Form.useForm<Why>();
  const reveal = useMutation<{ value: string }, Problem, Why>({
    mutationFn: ({ reason }) =>
      told(
        client.POST("/api/patients/{patient_id}/reveal", {
          params: { path: { patient_id: patientId } },
          body: { field, reason },
        }),
      ),
    onSuccess: ({ value }) => {
      onValue(value);
      onClose();
    },
  });
  return (
    <Modal
      open
      title={t("reveal.show_what", { what: label })}
      okText={t("reveal.show")}
      cancelText={t("shared:cancel")}
      confirmLoading={reveal.isPending}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={440}
    >
      <p className="muted">{t("reveal.noted")}</p>
      <Form<Why> form={form} layout="vertical" requiredMark={false} onFinish={(given) => reveal.mutate(given)}>
        <Form.Item
          name="reason"
          label={t("reveal.why")}
          rules={[{ required: true, message: t("shared:required") }]}
        >
          <Radio.Group className="stacked" options={REASONS.map((value) => ({ value, label: t(`reveal.reason.${value}`) }))} />
        </Form.Item>
      </Form>
      {reveal.error && <ProblemLine problem={reveal.error} />}
    </Modal>
  );
}
