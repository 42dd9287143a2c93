import { Modal } from "antd";
import { useTranslation } from "react-i18next";
import { queries } from "../../../api/query";
import { SignInForm } from "../SignInForm";
import { useDemoPeople } from "../demo/useDemo";
import { useMe } from "../useMe";

export function AgainDialog() {
  const { t } = useTranslation("signin");
  const me = useMe();
  const { people } = useDemoPeople();
  return (
    <Modal open title={t("again_title")} closable={false} footer={null} keyboard={false} mask={{ closable: false }}>
      <p className="muted">{t("again_hint")}</p>
      <SignInForm
        login={me.login}
        person={people.find(({ login }) => login === me.login)}
        onDone={() => void queries.invalidateQueries()}
      />
    </Modal>
  );
}
