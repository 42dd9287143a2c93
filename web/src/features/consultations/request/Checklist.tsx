import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ConsentList, type Patient } from "../../patients";
import { WritingDrawer, writingsFor } from "../../records";
import { useMay } from "../../signin";
import { readinessOf } from "./readiness";

/** What the request stands on: done or missing, and what is missing is done right here. */
export function Checklist({ patient, wrong }: { patient: Patient; wrong?: boolean }) {
  const { t } = useTranslation("consultations");
  const may = useMay();
  const [writing, setWriting] = useState<"allergy" | "note">();
  const { consentsMissing, allergiesKnown, visited } = readinessOf(patient);
  const writings = writingsFor(may);
  return (
    <aside className="panel checklist" aria-label={t("check.title")} id="checklist" tabIndex={-1}>
      <h2>{t("check.title")}</h2>
      <ul className="checks">
        <Check done={consentsMissing.length === 0} text={t("check.consents")} />
        <Check done={allergiesKnown} text={t("check.allergies")}>
          {!allergiesKnown && writings.includes("allergy") && (
            <Button size="small" onClick={() => setWriting("allergy")}>
              {t("check.allergies_record")}
            </Button>
          )}
        </Check>
        <Check done={visited} text={t("check.visit")}>
          {writings.includes("note") && (
            <Button size="small" type="text" onClick={() => setWriting("note")}>
              {t("check.note_write")}
            </Button>
          )}
        </Check>
      </ul>
      {wrong && consentsMissing.length > 0 && (
        <p className="field-wrong" role="alert">
          {t("consents_missing", { missing: consentsMissing.map((each) => t(`consent.${each}`)).join(t("and")) })}
        </p>
      )}
      <ConsentList patient={patient} />
      {writing && (
        <WritingDrawer patientId={patient.id} writing={writing} onClose={() => setWriting(undefined)} />
      )}
    </aside>
  );
}

function Check({ done, text, children }: { done: boolean; text: string; children?: React.ReactNode }) {
  const { t } = useTranslation("consultations");
  return (
    <li className={done ? "check done" : "check missing"}>
      <span aria-hidden>{done ? "✓" : "!"}</span>
      <span>
        {text} <span className="check-word">{t(done ? "check.done" : "check.missing")}</span>
      </span>
      {children}
    </li>
  );
}
