import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { SkeletonRows } from "../../../shared/ui/SkeletonRows";
import "../consultations.css";
import { useCase } from "../useCases";
import { Asked } from "./Asked";

const SKELETON_ROWS = 4;

/** Reason, purpose and questions of a case that another page is about. */
export function CaseAsked({ consultationId }: { consultationId: string }) {
  const asked = useCase(consultationId);
  if (asked.isPending) return <SkeletonRows rows={SKELETON_ROWS} />;
  if (asked.data === undefined) return <ProblemLine problem={asked.error} retry={asked.refetch} />;
  return <Asked found={asked.data} />;
}
