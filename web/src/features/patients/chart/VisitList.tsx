import { useTranslation } from "react-i18next";
import { timeText } from "../../../shared/time/format";
import { useMay, useMe } from "../../signin";
import type { Patient } from "../usePatients";
import { FinishVisit } from "./FinishVisit";

type Visit = Patient["visits"][number];

/** The visits, newest first; one that goes on at a store of the reader's can be ended here. */
export function VisitList({ patient: { id: patientId, visits } }: { patient: Patient }) {
  const { t } = useTranslation("patients");
  const me = useMe();
  const may = useMay();
  const isMine = ({ state, store_id }: Visit) =>
    state === "in_progress" && may("patient:register") && me.roles.some((each) => each.store_id === store_id);
  return (
    <section>
      <h2>
        {t("visits")} <span className="muted numeric">{visits.length || null}</span>
      </h2>
      {visits.length === 0 && <p className="muted">{t("no_visit")}</p>}
      <ul className="visit-list">
        {visits.map((visit) => (
          <li key={visit.id}>
            <span>
              {visit.reason}{" "}
              <span className="muted">{t(`visit.state.${visit.state}`, { defaultValue: visit.state })}</span>
            </span>
            <span className="muted visit-line">
              <span>
                <span className="numeric">{timeText(visit.started_at)}</span>{" "}
                <span className="visit-store">{visit.store_name}</span>
              </span>
              {isMine(visit) && <FinishVisit patientId={patientId} visitId={visit.id} />}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
