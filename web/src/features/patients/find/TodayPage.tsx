import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useDraft } from "../../../api/draft";
import { createStore, useStore } from "../../../shared/store";
import { dayText, nextDay, weekdayText } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/useNow";
import { Age } from "../../../shared/ui/Age";
import { EmptyState } from "../../../shared/ui/EmptyState";
import { LinkButton } from "../../../shared/ui/LinkButton";
import { PageShell } from "../../../shared/ui/PageShell";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { OpenCases, WaitingCases } from "../../consultations";
import { useMay, useMe } from "../../signin";
import "../patients.css";
import { REGISTRATION } from "../register/draftName";
import { useArrivals } from "../usePatients";
import { ArrivalTable } from "./ArrivalTable";

/** The day that is looked at; `null` is today, also after midnight. Kept while the tab lives. */
const looked = createStore<string | null>(null);

/** The workbench: who came, and what somebody has begun and not finished. */
export function TodayPage() {
  const { t } = useTranslation("patients");
  const may = useMay();
  // Patients come to a store; who works in none finds his consultations here.
  const inStore = useMe().store !== null && may("patient:read");
  const mayRegister = inStore && may("patient:register");
  return (
    <PageShell
      title={t("today")}
      aside={inStore && <DayStep />}
      actions={
        <>
          {may("consultation:create") && <LinkButton to="/consultations/new">{t("ask_consultation")}</LinkButton>}
          {mayRegister && (
            <LinkButton to="/patients/new" tone="primary">
              {t("register.title")} <kbd className="on-primary">N</kbd>
            </LinkButton>
          )}
        </>
      }
    >
      {inStore ? (
        <div className="with-rail narrow-rail">
          <Arrivals />
          <aside className="rail">
            {may("consultation:read") && <WaitingCases />}
            <section>
              <h2>{t("begun.title")}</h2>
              {mayRegister ? <BegunRegistration /> : <p className="muted">{t("begun.none")}</p>}
            </section>
          </aside>
        </div>
      ) : may("consultation:read") ? (
        <OpenCases />
      ) : (
        <EmptyState title={t("nothing_for_role")} />
      )}
    </PageShell>
  );
}

function useDay(): { day: string; today: string } {
  const today = dayText(useNow());
  return { day: useStore(looked) ?? today, today };
}

function DayStep() {
  const { t, i18n } = useTranslation("patients");
  const { day, today } = useDay();
  const step = (days: number) => {
    const next = nextDay(day, days);
    looked.set(next >= today ? null : next);
  };
  return (
    <span className="day-step">
      <Button
        type="text"
        size="small"
        icon={<LeftOutlined />}
        aria-label={t("day.before")}
        onClick={() => step(-1)}
      />
      <span className="numeric">{day}</span> {weekdayText(day, i18n.language)}
      <Button
        type="text"
        size="small"
        icon={<RightOutlined />}
        aria-label={t("day.after")}
        disabled={day === today}
        onClick={() => step(1)}
      />
      {day !== today && (
        <Button size="small" onClick={() => looked.set(null)}>
          {t("day.today")}
        </Button>
      )}
    </span>
  );
}

function Arrivals() {
  const { t } = useTranslation("patients");
  const may = useMay();
  const { day, today } = useDay();
  const asked = useArrivals(day);
  const empty = (
    <EmptyState title={t(day === today ? "nobody_today" : "nobody_that_day")}>
      {may("patient:register") && <LinkButton to="/patients/new">{t("register.title")}</LinkButton>}
      <LinkButton to="/patients">{t("find.title")}</LinkButton>
    </EmptyState>
  );
  return (
    <div>
      {asked.isError && (
        <div className="problem-above">
          <ProblemLine problem={asked.error} retry={asked.refetch}>
            {asked.data && (
              <>
                {t("shown_as_of")} <Age at={asked.dataUpdatedAt} />
              </>
            )}
          </ProblemLine>
        </div>
      )}
      {(asked.data || !asked.isError) && <ArrivalTable arrivals={asked.data?.arrivals} empty={empty} />}
    </div>
  );
}

function BegunRegistration() {
  const { t } = useTranslation("patients");
  const { found } = useDraft(REGISTRATION);
  if (!found) return <p className="muted">{t("begun.none")}</p>;
  const name = typeof found.content.name === "string" ? found.content.name : "";
  return (
    <Link to="/patients/new" className="rail-item">
      <span>
        {t("register.title")} {name && <strong>{name}</strong>}
      </span>
      <span className="muted">
        {t("begun.kept")} <Age at={found.savedAt} />
      </span>
    </Link>
  );
}
