import { useTranslation } from "react-i18next";
import { timeText } from "../../../shared/time/format";
import type { Patient } from "../usePatients";

export function VisitList({ visits }: { visits: Patient["visits"] }) {
  const { t } = useTranslation("patients");
  return (
    <section>
      <h2>
        {t("visits")} <span className="muted numeric">{visits.length || null}</span>
      </h2>
      {visits.length === 0 && <p className="muted">{t("no_visit")}</p>}
      <ul className="visit-list">
        {visits.map(({ id, reason, started_at, state, store_name }) => (
          <li key={id}>
            <span>
              {reason} <span className="muted">{t(`visit.state.${state}`, { defaultValue: state })}</span>
            </span>
            <span className="muted">
              <span className="numeric">{timeText(started_at)}</span> <span className="visit-store">{store_name}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
