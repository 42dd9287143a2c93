import { Link } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { clockText, timeText } from "../../../shared/time/format";
import { EmptyState } from "../../../shared/ui/EmptyState";
import { SkeletonRows } from "../../../shared/ui/SkeletonRows";
import { StateChips } from "../case/Chips";
import type { Line, Mine } from "../useCases";
import { InvitationCard } from "./InvitationCard";
import { nextAct } from "./nextAct";
import { WhoLine } from "./WhoLine";

const SKELETONS = 3;

/** What an expert was asked, what is due today, and what comes; two lines a card, decisions are buttons. */
export function ExpertCases({ mine }: { mine: Mine | undefined }) {
  const { t } = useTranslation("consultations");
  if (!mine) return <SkeletonRows rows={SKELETONS} height={96} />;
  const { waiting, today, upcoming, open } = mine;
  if (waiting.length + today.length + upcoming.length + open.length === 0) {
    return <EmptyState title={t("nothing_asked")} />;
  }
  return (
    <div className="groups">
      <section aria-labelledby="group-waiting">
        <h2 id="group-waiting">
          {t("group.waiting")} <span className="muted numeric">{waiting.length}</span>
        </h2>
        {waiting.length === 0 && <p className="muted">{t("none_waiting")}</p>}
        <div className="case-cards">
          {waiting.map((line) => (
            <InvitationCard key={line.id} line={line} />
          ))}
        </div>
      </section>
      <Group name="today" lines={today} />
      <Group name="upcoming" lines={upcoming} />
      <Group name="open" lines={open} />
    </div>
  );
}

function Group({ name, lines }: { name: "today" | "upcoming" | "open"; lines: readonly Line[] }) {
  const { t } = useTranslation("consultations");
  if (lines.length === 0 && name === "open") return null;
  return (
    <section aria-labelledby={`group-${name}`}>
      <h2 id={`group-${name}`}>
        {t(`group.${name}`)} <span className="muted numeric">{lines.length}</span>
      </h2>
      {lines.length === 0 && <p className="muted">{t(`none_${name}`)}</p>}
      <ul className="case-cards">
        {lines.map((line) => (
          <li key={line.id}>
            <Link
              to={nextAct(line) === "enter" ? "/consultations/$consultationId/room" : "/consultations/$consultationId"}
              params={{ consultationId: line.id }}
              search={{}}
              className="case-card case-link"
            >
              <span className="case-card-line">
                <WhoLine patient={line.patient} />
                <StateChips {...line} />
              </span>
              {nextAct(line) === "enter" && <strong className="case-enter">{t("next_act.enter")}</strong>}
              <span className="case-card-line muted">
                <span className="clip">
                  {line.store_name} {line.attending.name}
                </span>
                <span className="numeric">
                  {line.planned_at === null
                    ? t("no_time")
                    : name === "today"
                      ? clockText(line.planned_at)
                      : timeText(line.planned_at)}
                </span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
