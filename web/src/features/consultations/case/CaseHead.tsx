import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { timeText } from "../../../shared/time/format";
import { Age } from "../../../shared/ui/Age";
import { Life } from "../list/Life";
import type { Case } from "../useCases";
import { useSpecialtyName } from "../useSpecialties";
import { StateChips } from "./Chips";

/** Who, when, where; before an acceptance sex and age stand for the patient. */
export function CaseHead({ found, children }: { found: Case; children: ReactNode }) {
  const { t } = useTranslation("consultations");
  const specialtyName = useSpecialtyName();
  const { patient, summary } = found;
  const life = patient ?? summary;
  return (
    <header className="case-head panel">
      <div className="case-line">
        <h1>{patient?.name ?? t("patient_unnamed")}</h1>
        {life && <Life sex={life.sex} age={life.age_years} />}
        <StateChips state={found.state} priority={found.priority} />
        <div className="case-acts">{children}</div>
      </div>
      <dl className="case-facts">
        <Fact name={t("number")}>
          <span className="numeric">{found.number}</span>
        </Fact>
        {found.specialty && <Fact name={t("field.specialty")}>{specialtyName(found.specialty)}</Fact>}
        <Fact name={t("planned_at")}>
          {found.planned_at ? <span className="numeric">{timeText(found.planned_at)}</span> : t("no_time")}
        </Fact>
        <Fact name={t("attending")}>
          {found.attending.name} <span className="muted">{found.store_name}</span>
        </Fact>
        {found.chair && <Fact name={t("chair")}>{found.chair.name}</Fact>}
        <Fact name={t("field.patient_location")}>{t(`location.${found.patient_location}`)}</Fact>
        {found.submitted_at && (
          <Fact name={t("submitted_at")}>
            <span className="numeric">{timeText(found.submitted_at)}</span>{" "}
            <span className="muted">
              <Age at={found.submitted_at} />
            </span>
          </Fact>
        )}
      </dl>
      {patient === null && summary !== null && <p className="muted">{t(found.allowed.includes("accept") ? "summary_hint" : "summary_only")}</p>}
    </header>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
