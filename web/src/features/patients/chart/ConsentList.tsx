import { Button, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { client, told } from "../../../api/client";
import { queries } from "../../../api/query";
import { useSubmission } from "../../../api/submission";
import { dayText } from "../../../shared/time/format";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { useMay } from "../../signin";
import "../patients.css";
import type { Patient } from "../usePatients";
import { WithdrawDialog } from "./WithdrawDialog";

/** The consents that today's work needs; each is asked, given and taken back by itself. */
export const PURPOSES = ["treatment", "sharing", "remote_consultation"] as const;

export type Purpose = (typeof PURPOSES)[number];
type Consent = Patient["consents"][number];

export function ConsentList({ patient }: { patient: Patient }) {
  const { t } = useTranslation("patients");
  const may = useMay();
  const [asking, setAsking] = useState<Purpose>();
  const [ending, setEnding] = useState<Purpose>();
  const consentTo = (purpose: Purpose) => patient.consents.find((each) => each.purpose === purpose);
  return (
    <section>
      <h2>{t("consents")}</h2>
      <ul className="consent-list">
        {PURPOSES.map((purpose) => (
          <li key={purpose}>
            <span>{t(`purpose.${purpose}`)}</span>
            <State consent={consentTo(purpose)} />
            {may("patient:register") &&
              (consentTo(purpose)?.may_withdraw ? (
                <Button size="small" type="text" onClick={() => setEnding(purpose)}>
                  {t("consent.withdraw")}
                </Button>
              ) : (
                <Button size="small" type="text" onClick={() => setAsking(purpose)}>
                  {t("consent.note")}
                </Button>
              ))}
          </li>
        ))}
      </ul>
      {asking && <ConsentDialog patient={patient} purpose={asking} onClose={() => setAsking(undefined)} />}
      {ending && (
        <WithdrawDialog patientId={patient.id} purpose={ending} onClose={() => setEnding(undefined)} />
      )}
    </section>
  );
}

function State({ consent }: { consent: Consent | undefined }) {
  const { t } = useTranslation("patients");
  const given = consent?.state === "in_force";
  const at = consent?.withdrawn_at ?? consent?.given_at;
  return (
    <span className={given ? "muted" : "not-given"}>
      {t(`consent.state.${at ? consent?.state : "none"}`, { defaultValue: t("consent.state.none") })}{" "}
      {at && <span className="numeric">{dayText(at)}</span>}
    </span>
  );
}

interface DialogProps {
  patient: Patient;
  purpose: Purpose;
  onClose: () => void;
}

/** The patient's answer is noted as it was given: yes or no, both are answers. */
function ConsentDialog({ patient, purpose, onClose }: DialogProps) {
  const { t } = useTranslation("patients");
  const answer = useSubmission(
    (agreed: boolean, key) =>
      told(
        client.POST("/api/patients/{patient_id}/consents", {
          params: { path: { patient_id: patient.id }, header: { "Idempotency-Key": key } },
          body: { purpose, agreed },
        }),
      ),
    () => {
      void queries.invalidateQueries({ queryKey: ["get", "/api/patients/{patient_id}"] });
      onClose();
    },
  );
  return (
    <Modal
      open
      title={t("consent.ask", { purpose: t(`purpose.${purpose}`) })}
      onCancel={onClose}
      width={480}
      footer={
        <>
          <Button onClick={onClose}>{t("shared:cancel")}</Button>
          <Button danger disabled={answer.busy} onClick={() => answer.send(false)}>
            {t("consent.refused")}
          </Button>
          <Button type="primary" loading={answer.busy} onClick={() => answer.send(true)}>
            {t("consent.agreed")}
          </Button>
        </>
      }
    >
      <p>{t(`consent.text.${purpose}`, { name: patient.name })}</p>
      {answer.problem && <ProblemLine problem={answer.problem} />}
    </Modal>
  );
}
