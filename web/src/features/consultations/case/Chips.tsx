import { useTranslation } from "react-i18next";
import { isUnsigned } from "../useCases";
import "../consultations.css";

/** Where a case stands; beside it, until the chair has signed, that nothing is signed. */
export function StateChips({ state, priority }: { state: string; priority: string }) {
  const { t } = useTranslation("consultations");
  return (
    <span className="chips">
      {priority === "urgent" && <span className="tag tag-urgent">{t("priority.urgent")}</span>}
      <span className={`tag tag-${state}`}>{t(`state.${state}`, { defaultValue: state })}</span>
      {isUnsigned(state) && <span className="tag tag-unsigned">{t("unsigned")}</span>}
    </span>
  );
}
