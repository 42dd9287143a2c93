import { useTranslation } from "react-i18next";
import type { Line } from "../useCases";
import { Life } from "./Life";

/** 「单* 女 54 岁」; before an acceptance there is nobody to name. */
export function WhoLine({ patient }: { patient: Line["patient"] }) {
  const { t } = useTranslation("consultations");
  if (patient === null) return <span className="muted">{t("patient_hidden")}</span>;
  return (
    <span className="clip">
      <strong>{patient.name_masked}</strong>{" "}
      <Life sex={patient.sex} age={patient.age_years} />
    </span>
  );
}
