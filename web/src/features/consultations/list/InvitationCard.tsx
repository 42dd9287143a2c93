import { useNavigate } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { Left } from "../../../shared/ui/Left";
import { LinkButton } from "../../../shared/ui/LinkButton";
import { SkeletonRows } from "../../../shared/ui/SkeletonRows";
import { AnswerButtons } from "../acts/AnswerButtons";
import { StateChips } from "../case/Chips";
import { type Line, useCase } from "../useCases";
import { useSpecialtyName } from "../useSpecialties";
import { Life } from "./Life";

const SHOWN_MAX = 2;

/** An invitation: the case without the person, how long there is to answer, and the answer in one press. */
export function InvitationCard({ line }: { line: Line }) {
  const { t } = useTranslation("consultations");
  const navigate = useNavigate();
  const specialtyName = useSpecialtyName();
  const { summary } = useCase(line.id).data ?? {};
  const open = () =>
    void navigate({ to: "/consultations/$consultationId", params: { consultationId: line.id }, search: {} });
  const more = (summary?.questions.length ?? 0) - SHOWN_MAX;
  return (
    <article className="case-card" aria-label={line.number}>
      <div className="case-card-line">
        <strong>
          {specialtyName(line.specialty)}
          {summary && (
            <>
              {" "}
              <Life sex={summary.sex} age={summary.age_years} />
            </>
          )}
        </strong>
        <span className="chips">
          {line.priority === "urgent" && <span className="tag tag-urgent">{t("priority.urgent")}</span>}
          {line.answer_until_at && (
            <span className="tag">
              <Left until={line.answer_until_at} />
            </span>
          )}
          <StateChips state={line.state} priority="routine" />
        </span>
      </div>
      {summary ? (
        <>
          <p className="two-lines">{summary.reason}</p>
          <ol className="card-questions">
            {summary.questions.slice(0, SHOWN_MAX).map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ol>
          {more > 0 && <p className="muted">{t("more_questions", { count: more })}</p>}
        </>
      ) : (
        <SkeletonRows rows={2} height={24} />
      )}
      <p className="muted clip">
        {line.store_name} {line.attending.name} <span className="numeric">{line.number}</span>
      </p>
      <div className="case-card-acts">
        <AnswerButtons consultationId={line.id} onAccepted={open} />
        <LinkButton
          className="quiet-end"
          to="/consultations/$consultationId"
          params={{ consultationId: line.id }}
          search={{}}
        >
          {t("next_act.open")}
        </LinkButton>
      </div>
    </article>
  );
}
