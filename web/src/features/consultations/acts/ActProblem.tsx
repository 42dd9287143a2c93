import { useTranslation } from "react-i18next";
import type { Problem } from "../../../api/problem";
import { ProblemLine } from "../../../shared/ui/ProblemLine";

/** A refused command: in a wrong state it says where the case stands and what may be done from there. */
export function ActProblem({ problem }: { problem: Problem | null }) {
  const { t } = useTranslation("consultations");
  if (!problem || problem.code === "unauthenticated") return null;
  const { state, allowed, missing } = problem.facts;
  return (
    <div className="act-problem">
      <ProblemLine problem={problem}>
        {problem.code === "wrong-state" && (
          <>
            {t("now_state", { state: t(`state.${String(state)}`, { defaultValue: String(state) }) })}{" "}
            {Array.isArray(allowed) &&
              allowed.length > 0 &&
              t("now_allowed", {
                commands: allowed.map((each) => t(`command.${String(each)}`, { defaultValue: "" })).filter(Boolean).join(t("and")),
              })}
          </>
        )}
        {problem.code === "consents-missing" &&
          Array.isArray(missing) &&
          missing.map((each) => t(`consent.${String(each)}`)).join(t("and"))}
        {problem.unanswered && t("shared:nothing_lost")}
      </ProblemLine>
    </div>
  );
}
