import { useTranslation } from "react-i18next";
import { useDraft } from "../../../api/draft";
import { asProblem } from "../../../api/problem";
import { Age } from "../../../shared/ui/Age";
import { EmptyState } from "../../../shared/ui/EmptyState";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { SkeletonRows } from "../../../shared/ui/SkeletonRows";
import "../consultations.css";
import { speakersOf } from "../opinion/opinion";
import { type Case, isUnsigned, useCase } from "../useCases";
import { useRoomOf } from "../useRoomOf";
import { Blockers, type Jumps } from "./Blockers";
import { type Looked, ofCase } from "./blockers";
import "./conclusion.css";
import { ConclusionForm } from "./ConclusionForm";
import { Report } from "./report/Report";

const FORM = "conclusion";
const SKELETON_ROWS = 6;

interface Props extends Jumps {
  caseId: string;
}

/** The conclusion of a case: being written by the chair, waited for by the others, or signed and to be read by all. */
export function ConclusionPane({ caseId, ...jumps }: Props) {
  const { t } = useTranslation("conclusion");
  const asked = useCase(caseId);
  const found = asked.data;
  const isOpen = found !== undefined && isUnsigned(found.state);
  const room = useRoomOf(caseId, isOpen && found.patient !== null).data;

  if (asked.isPending) return <SkeletonRows rows={SKELETON_ROWS} />;
  if (!found) return <ProblemLine problem={asked.error} retry={asked.refetch} />;
  if (found.patient === null || asProblem(asked.error).status === 404) return <EmptyState title={t("not_yours")} />;
  const looked: Looked = {
    state: found.state,
    speakers: speakersOf(found),
    questions: found.request?.questions ?? [],
    room,
  };
  return (
    <>
      {asked.isError && (
        <ProblemLine problem={asked.error} retry={asked.refetch}>
          {t("consultations:shown_as_of")} <Age at={asked.dataUpdatedAt} />
        </ProblemLine>
      )}
      {found.conclusion ? (
        <Report found={found} />
      ) : !isOpen ? (
        <EmptyState title={t("ended")} />
      ) : found.roles.includes("chair") ? (
        <Written found={found} looked={looked} {...jumps} />
      ) : (
        <Awaited found={found} looked={looked} {...jumps} />
      )}
    </>
  );
}

interface OpenProps extends Jumps {
  found: Case;
  looked: Looked;
}

function Written({ found, looked, ...jumps }: OpenProps) {
  const draft = useDraft(FORM, found.patient?.id);
  if (draft.found === undefined) return <SkeletonRows rows={SKELETON_ROWS} />;
  return <ConclusionForm key={draft.found ? "kept" : "fresh"} caseId={found.id} draft={draft} looked={looked} {...jumps} />;
}

/** For whoever does not write it: who does, and what it still waits for. */
function Awaited({ found, looked, ...jumps }: OpenProps) {
  const { t } = useTranslation("conclusion");
  const blockers = ofCase(looked);
  return (
    <section className="awaited">
      <p>
        <span className="tag tag-unsigned">{t("consultations:unsigned")}</span>{" "}
        {found.chair ? t("written_by", { name: found.chair.name }) : t("no_chair")}
      </p>
      {blockers.length > 0 && (
        <>
          <h3>{t("waits_for")}</h3>
          <Blockers caseId={found.id} blockers={blockers} hasForm={false} {...jumps} />
        </>
      )}
    </section>
  );
}
