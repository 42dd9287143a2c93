import { Form, Modal, Radio } from "antd";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import type { Submission } from "../../../api/submission";
import { FormProblem, focusFirstWrong } from "../../../shared/form/FormProblem";
import { TextBox } from "../../../shared/form/TextBox";
import { ActProblem } from "./ActProblem";

export interface Why<Reason extends string> {
  reason: Reason;
  note: string | null;
}

interface Props<Reason extends string> {
  title: string;
  hint: string;
  submitLabel: string;
  reasons: readonly Reason[];
  act: Submission<Why<Reason>, unknown>;
  danger?: boolean;
  onClose: () => void;
}

const NOTE_CHARS_MAX = 1000;

/** A command that says why: a code for the row, and a note that only the other side's planners read. */
export function ReasonDialog<Reason extends string>(props: Props<Reason>) {
  const { title, hint, submitLabel, reasons, act, danger, onClose } = props;
  const { t } = useTranslation("consultations");
  const [form] = Form.useForm<{ reason: Reason; note?: string }>();
  const frame = useRef<HTMLDivElement>(null);
  const isOther = Form.useWatch("reason", form) === "other";
  const isField = act.problem !== null && act.problem.fields.length > 0;
  return (
    <Modal
      open
      title={title}
      okText={submitLabel}
      cancelText={t("shared:close")}
      confirmLoading={act.busy}
      okButtonProps={{ danger: danger ?? false }}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
      width={480}
    >
      <p className="muted">{hint}</p>
      <div ref={frame}>
        <Form
          form={form}
          layout="vertical"
          requiredMark={false}
          onFinish={({ reason, note }) => act.send({ reason, note: note?.trim() || null })}
          onFinishFailed={() => focusFirstWrong(frame.current)}
        >
          <Form.Item name="reason" label={t("why")} rules={[{ required: true, message: t("shared:required") }]}>
            <Radio.Group
              className="reasons"
              options={reasons.map((value) => ({ value, label: t(`reason.${value as string}`) }))}
            />
          </Form.Item>
          <Form.Item
            name="note"
            label={isOther ? t("note") : `${t("note")}${t("optional")}`}
            rules={[{ required: isOther, whitespace: isOther, message: t("shared:required") }]}
          >
            <TextBox rows={2} maxLength={NOTE_CHARS_MAX} />
          </Form.Item>
        </Form>
        {isField ? (
          <FormProblem form={form} problem={act.problem} frame={frame} />
        ) : (
          <ActProblem problem={act.problem} />
        )}
      </div>
    </Modal>
  );
}
