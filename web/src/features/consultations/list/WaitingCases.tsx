import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { clockText, dayText, timeText } from "../../../shared/time/format";
import { useNow } from "../../../shared/time/useNow";
import { Left } from "../../../shared/ui/Left";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { StateChips } from "../case/Chips";
import "../consultations.css";
import { type Line, useMine } from "../useCases";
import { nextAct, railOf } from "./nextAct";
import { WhoLine } from "./WhoLine";

const SHOWN_MAX = 8;

/** The workbench's rail: cases that go on only when the reader does something, and his that are under way. */
export function WaitingCases() {
  const { t } = useTranslation("consultations");
  const asked = useMine();
  const { waiting, running } = asked.data ? railOf(asked.data) : { waiting: [], running: [] };
  return (
    <>
      <section>
        <h2>
          {t("waits_for_me")} {waiting.length > 0 && <span className="muted numeric">{waiting.length}</span>}
        </h2>
        {asked.isError && <ProblemLine problem={asked.error} retry={asked.refetch} />}
        {asked.data && waiting.length === 0 && <p className="muted">{t("nothing_waits")}</p>}
        <Lines lines={waiting}>
          {(line) => (
            <span className="rail-line">
              <strong>{t(`next_act.${nextAct(line)}`)}</strong>
              {line.priority === "urgent" && <span className="tag tag-urgent">{t("priority.urgent")}</span>}
            </span>
          )}
        </Lines>
      </section>
      {running.length > 0 && (
        <section>
          <h2>
            {t("group.open")} <span className="muted numeric">{running.length}</span>
          </h2>
          <Lines lines={running}>{(line) => <StateChips {...line} />}</Lines>
        </section>
      )}
    </>
  );
}

function Lines({ lines, children }: { lines: readonly Line[]; children: (line: Line) => ReactNode }) {
  const { t } = useTranslation("consultations");
  return (
    <>
      <ul className="rail-list">
        {lines.slice(0, SHOWN_MAX).map((line) => (
          <li key={line.id}>
            <LineLink line={line}>
              {children(line)}
              <span className="rail-line">
                <WhoLine patient={line.patient} />
                <span className="muted">
                  <When line={line} />
                </span>
              </span>
            </LineLink>
          </li>
        ))}
      </ul>
      {lines.length > SHOWN_MAX && <Link to="/consultations">{t("all_cases", { count: lines.length })}</Link>}
    </>
  );
}

function When({ line: { answer_until_at, planned_at } }: { line: Line }) {
  const today = dayText(useNow());
  if (answer_until_at !== null) return <Left until={answer_until_at} />;
  if (planned_at === null) return null;
  return <span className="numeric">{dayText(planned_at) === today ? clockText(planned_at) : timeText(planned_at)}</span>;
}

function LineLink({ line, children }: { line: Line; children: ReactNode }) {
  if (nextAct(line) === "request" && line.patient) {
    return (
      <Link to="/consultations/new" search={{ patient: line.patient.id, case: line.id }} className="rail-item">
        {children}
      </Link>
    );
  }
  return (
    <Link to="/consultations/$consultationId" params={{ consultationId: line.id }} search={{}} className="rail-item">
      {children}
    </Link>
  );
}
