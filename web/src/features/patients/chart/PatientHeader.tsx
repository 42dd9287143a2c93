import { WarningFilled } from "@ant-design/icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { lifeAge } from "../../../shared/time/age";
import { dayText } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/useNow";
import "../patients.css";
import type { Patient } from "../usePatients";
import { toldOf } from "./allergies";
import { Masked } from "./Masked";

/** Who this is. The allergies stand here on every screen size and never scroll away; what may be done stands beside. */
export function PatientHeader({ patient, children }: { patient: Patient; children: ReactNode }) {
  const { t } = useTranslation("patients");
  const age = lifeAge(patient.birth_date, dayText(useNow()));
  return (
    <header className="patient-head panel">
      <div className="patient-line">
        <h1 title={patient.name}>{patient.name}</h1>
        <span className="numeric">
          {t(`sex.${patient.sex}`)} {t(`age_${age.unit}`, { count: age.count })}
        </span>
        <span className="numeric muted">{t("born", { day: patient.birth_date })}</span>
        <div className="page-actions">{children}</div>
      </div>
      <Allergies allergies={patient.allergies} />
      <dl className="facts">
        <div>
          <dt>{t("record_number")}</dt>
          <dd className="numeric">{patient.record_number}</dd>
        </div>
        <Masked
          patientId={patient.id}
          field="document"
          label={t(`document_type.${patient.document_type}`)}
          masked={patient.document_masked}
        />
        <Masked patientId={patient.id} field="phone" label={t("phone")} masked={patient.phone_masked} />
        {patient.address && (
          <div>
            <dt>{t("address")}</dt>
            <dd className="clip address" title={patient.address}>
              {patient.address}
            </dd>
          </div>
        )}
        <div className="why">
          <dt>{t("why.title")}</dt>
          <dd>{t(`why.${patient.why}`, { defaultValue: t("why.other") })}</dd>
        </div>
      </dl>
    </header>
  );
}

function Allergies({ allergies }: { allergies: Patient["allergies"] }) {
  const { t } = useTranslation("patients");
  const told = toldOf(allergies);
  if (told.kind === "unknown") return <p className="allergies unknown">{t("allergies_unknown")}</p>;
  if (told.kind === "none") {
    return (
      <p className="allergies none">
        {t("allergies")} {told.text}
      </p>
    );
  }
  return (
    <p className="allergies">
      <WarningFilled aria-hidden /> <strong>{t("allergies")}</strong>
      {told.allergies.map(({ id, display, criticality }) => (
        <span key={id} className={`allergy ${criticality}`}>
          {display} <small>{t(`criticality.${criticality.replaceAll("-", "_")}`)}</small>
        </span>
      ))}
    </p>
  );
}
