import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import { KEYS } from "./shortcuts";

export function KeyHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation("shell");
  return (
    <Modal open title={t("user.keys")} footer={null} onCancel={onClose} width={400}>
      <table className="keys">
        <tbody>
          {KEYS.map(({ keys, act }) => (
            <tr key={keys.join()}>
              <th scope="row">{t(`act.${act}`)}</th>
              <td>
                {keys.map((key) => (
                  <kbd key={key}>{key}</kbd>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </Modal>
  );
}
