import { Alert } from "antd";
import { useTranslation } from "react-i18next";
import { LinkButton } from "../../../shared/ui/LinkButton";
import type { Checked } from "./useRegistration";

/** The number is known: here is the patient, or another store has him and this becomes a visit. */
export function NumberNotice({ checked }: { checked: Checked | undefined }) {
  const { t } = useTranslation("patients");
  if (!checked || checked.registered === "no") return null;
  const here = checked.registered === "here" && checked.patient_id;
  return (
    <Alert
      className="number-notice"
      type="info"
      showIcon
      role="status"
      title={t(here ? "register.here" : "register.elsewhere")}
      description={here ? undefined : t("register.elsewhere_hint")}
      action={
        here && (
          <LinkButton size="small" to="/patients/$patientId" params={{ patientId: here }}>
            {t("open")}
          </LinkButton>
        )
      }
    />
  );
}
