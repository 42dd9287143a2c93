import { Form, Modal, Radio } from "antd";
import { useTranslation } from "react-i18next";
import { RoomProblem } from "../RoomProblem";
import type { RoomState } from "../useRoom";
import { useHandOver } from "../useRoomActs";

/** The chair goes to a physician who is in this call. */
export function HandOver({ room, onClose }: { room: RoomState; onClose: () => void }) {
  const { t } = useTranslation("rooms");
  const [form] = Form.useForm<{ to: string }>();
  const hand = useHandOver(room.id, onClose);
  const present = room.people.filter(({ user_id, has_joined, is_me }) => user_id !== null && has_joined && !is_me);
  return (
    <Modal
      open
      title={t("chair.hand_over")}
      okText={t("chair.hand_over")}
      cancelText={t("shared:cancel")}
      confirmLoading={hand.busy}
      okButtonProps={{ disabled: present.length === 0 }}
      onOk={() => form.submit()}
      onCancel={onClose}
      width={400}
    >
      {present.length === 0 ? (
        <p>{t("chair.nobody")}</p>
      ) : (
        <Form form={form} layout="vertical" requiredMark={false} onFinish={({ to }) => hand.send(to)}>
          <Form.Item name="to" label={t("chair.to")} rules={[{ required: true, message: t("shared:required") }]}>
            <Radio.Group
              className="room-reasons"
              options={present.map(({ user_id, name, org_name }) => ({ value: user_id ?? "", label: [name, org_name].filter(Boolean).join(" · ") }))}
            />
          </Form.Item>
        </Form>
      )}
      <RoomProblem problem={hand.problem} />
    </Modal>
  );
}
