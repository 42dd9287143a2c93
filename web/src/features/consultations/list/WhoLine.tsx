import { useTranslation } from "react-i18next";
import type { Line } from "../useCases";
import { Life } from "./Life";
import { maskedName } from "./nextAct";

/** 「单* 女 54 岁」; before an acceptance there is nobody to name. */
export function WhoLine({ patient }: { patient: Line["patient"] }) {
  const { t } = useTranslation("consultations");
  if (patient === null) return <span className="muted">{t("patient_hidden")}</span>;
  return (
    <span className="clip">
      <strong>{maskedName(patient.name)}</strong>{" "}
      <Life sex={patient.sex} age={patient.age_years} />
    </span>
  );
}
