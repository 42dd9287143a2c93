import { Form, Modal, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { TextBox } from "../../../shared/form/TextBox";
import { RoomProblem } from "../RoomProblem";
import { useTakeChair } from "../useRoomActs";

const REASONS = ["line_lost", "called_away", "unknown", "other"] as const;
const NOTE_CHARS_MAX = 1000;

interface Why {
  reason: (typeof REASONS)[number];
  note?: string;
}

/** Leading in the chair's place: one reason, an event for everybody. */
export function TakeChair({ consultationId, onClose }: { consultationId: string; onClose: () => void }) {
  const { t } = useTranslation("rooms");
  const [form] = Form.useForm<Why>();
  const take = useTakeChair(consultationId, onClose);
  const isOther = Form.useWatch("reason", form) === "other";
  return (
    <Modal
      open
      title={t("chair.take")}
      okText={t("chair.take")}
      cancelText={t("shared:cancel")}
      confirmLoading={take.busy}
      onOk={() => form.submit()}
      onCancel={onClose}
      mask={{ closable: false }}
      width={440}
    >
      <p className="muted">{t("chair.take_hint")}</p>
      <Form
        form={form}
        layout="vertical"
        requiredMark={false}
        onFinish={({ reason, note }) => take.send({ reason, note: note?.trim() || null })}
      >
        <Form.Item name="reason" label={t("chair.why")} rules={[{ required: true, message: t("shared:required") }]}>
          <Radio.Group className="room-reasons" options={REASONS.map((value) => ({ value, label: t(`chair.reason.${value}`) }))} />
        </Form.Item>
        <Form.Item
          name="note"
          label={t(isOther ? "chair.note" : "chair.note_optional")}
          rules={[{ required: isOther, whitespace: isOther, message: t("shared:required") }]}
        >
          <TextBox rows={2} maxLength={NOTE_CHARS_MAX} />
        </Form.Item>
      </Form>
      <RoomProblem problem={take.problem} />
    </Modal>
  );
}
