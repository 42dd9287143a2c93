import { Modal } from "antd";
import { useTranslation } from "react-i18next";

interface Props {
  isChair: boolean;
  isBusy: boolean;
  onLeave: () => void;
  onStay: () => void;
}

/** Asked once. The call goes on; whoever comes back needs no second proof. */
export function LeaveDialog({ isChair, isBusy, onLeave, onStay }: Props) {
  const { t } = useTranslation("rooms");
  return (
    <Modal
      open
      title={t("leave.title")}
      okText={t("bar.leave")}
      cancelText={t("leave.stay")}
      okButtonProps={{ danger: true }}
      confirmLoading={isBusy}
      onOk={onLeave}
      onCancel={onStay}
      width={400}
    >
      <p>{t(isChair ? "leave.chair" : "leave.hint")}</p>
    </Modal>
  );
}
