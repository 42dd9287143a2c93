import type { Case } from "../../useCases";
import { ConclusionRead } from "./ConclusionRead";
import { ReportCard } from "./ReportCard";

/** A signed report: its mark and its words. */
export function Report({ found }: { found: Case }) {
  return (
    <div className="report">
      <ReportCard caseId={found.id} />
      <ConclusionRead caseId={found.id} />
    </div>
  );
}
