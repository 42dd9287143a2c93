import { useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { asProblem } from "../../../api/problem";
import { Age } from "../../../shared/ui/Age";
import { EmptyState } from "../../../shared/ui/EmptyState";
import { LinkButton } from "../../../shared/ui/LinkButton";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { SkeletonRows } from "../../../shared/ui/SkeletonRows";
import "../consultations.css";
import { useCase } from "../useCases";
import { CaseActs } from "./CaseActs";
import { CaseHead } from "./CaseHead";
import { CaseTabs } from "./CaseTabs";
import { Invitations } from "./Invitations";
import { NextStep } from "./NextStep";
import { Story } from "./Story";

const SKELETON_ROWS = 5;

/** One case: who, when, why; what was asked; who was invited; what happened; what may be done now. */
export function CasePage() {
  const { t } = useTranslation("consultations");
  const { consultationId } = useParams({ from: "/staff/consultations/$consultationId" });
  const { uninvited } = useSearch({ from: "/staff/consultations/$consultationId" });
  const navigate = useNavigate();
  const asked = useCase(consultationId);
  const found = asked.data;

  if (asked.isPending) return <SkeletonRows rows={SKELETON_ROWS} />;
  // A case that was declined or withdrawn is no longer the reader's, also while old words of it are still here.
  if (!found || asProblem(asked.error).status === 404) {
    if (asProblem(asked.error).status !== 404) return <ProblemLine problem={asked.error} retry={asked.refetch} />;
    return (
      <EmptyState title={t("not_found")}>
        <LinkButton to="/consultations">{t("title")}</LinkButton>
      </EmptyState>
    );
  }
  const leave = () => void navigate({ to: "/consultations" });
  return (
    <article className="page case" key={consultationId}>
      <CaseHead found={found}>
        <CaseActs found={found} onDeclined={leave} />
      </CaseHead>
      {uninvited && found.allowed.includes("invite") && (
        <p className="panel stands-against" role="alert">
          {t("uninvited", { names: uninvited })}
        </p>
      )}
      {asked.isError && (
        <ProblemLine problem={asked.error} retry={asked.refetch}>
          {t("shown_as_of")} <Age at={asked.dataUpdatedAt} />
        </ProblemLine>
      )}
      <div className="case-columns">
        <div className="case-main">
          <NextStep found={found} />
          <CaseTabs found={found} />
        </div>
        <aside className="case-side">
          {found.invitations.length > 0 && <Invitations found={found} />}
          {found.story.length > 0 && <Story story={found.story} />}
        </aside>
      </div>
    </article>
  );
}
