import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import { ROOM_KEYS } from "./keys";

/** The keys of the room, from the table that makes them work. */
export function RoomKeys({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("rooms");
  return (
    <Modal open title={t("key.title")} footer={null} onCancel={onClose} width={400}>
      <table className="keys">
        <tbody>
          {ROOM_KEYS.map(({ act, keys }) => (
            <tr key={act}>
              <th scope="row">{t(`key.${act}`)}</th>
              <td>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </td>
            </tr>
          ))}
          <tr>
            <th scope="row">{t("key.pin")}</th>
            <td>
              <kbd>Tab</kbd> <kbd>Enter</kbd>
            </td>
          </tr>
        </tbody>
      </table>
      <p className="muted">{t("key.hint")}</p>
    </Modal>
  );
}
