import { useTranslation } from "react-i18next";
import type { Problem } from "../../api/problem";
import { ProblemLine } from "../../shared/ui/ProblemLine";

/** A refused act of the call, with what stands against it named where the server names it. */
export function RoomProblem({ problem }: { problem: Problem | null }) {
  const { t } = useTranslation("rooms");
  if (problem === null || problem.code === "unauthenticated") return null;
  const { missing, minutes } = problem.facts;
  const consents = Array.isArray(missing) && problem.code === "consents-missing" ? missing : [];
  return (
    <ProblemLine problem={problem}>
      {consents.length > 0 && consents.map((each) => t(`consent.${String(each)}`, { defaultValue: String(each) })).join(t("and"))}
      {problem.code === "chair-present" && typeof minutes === "number" && t("chair.after", { count: minutes })}
      {problem.unanswered && t("shared:nothing_lost")}
    </ProblemLine>
  );
}
