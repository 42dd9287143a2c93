import { useTranslation } from "react-i18next";
import { asProblem } from "../../../api/problem";
import { Age } from "../../../shared/ui/Age";
import { EmptyState } from "../../../shared/ui/EmptyState";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { SkeletonRows } from "../../../shared/ui/SkeletonRows";
import { useMe } from "../../signin";
import "../consultations.css";
import { useCase } from "../useCases";
import { useRoomOf } from "../useRoomOf";
import { momentOf, silentOnes, speakersOf } from "./opinion";
import "./opinion.css";
import { OwnOpinion } from "./OwnOpinion";
import { SignedOpinion } from "./SignedOpinion";

const SKELETON_ROWS = 4;

/** One's own opinion to write and to sign, and what the others have signed; who differs is seen at once. */
export function OpinionPane({ caseId }: { caseId: string }) {
  const { t } = useTranslation("opinion");
  const me = useMe();
  const asked = useCase(caseId);
  const found = asked.data;
  const room = useRoomOf(caseId, found?.state === "in_session").data;

  if (asked.isPending) return <SkeletonRows rows={SKELETON_ROWS} />;
  if (!found) return <ProblemLine problem={asked.error} retry={asked.refetch} />;
  if (found.patient === null || asProblem(asked.error).status === 404) return <EmptyState title={t("not_yours")} />;

  const speakers = speakersOf(found);
  const own = speakers.find(({ id }) => id === me.user_id);
  const others = speakers.filter(({ id }) => id !== me.user_id);
  // The chair speaks by the conclusion, and may speak by himself.
  const heard = speakers.filter(({ isChair, opinion }) => !isChair || opinion !== null);
  const dissents = speakers.filter(({ opinion }) => opinion?.dissent);
  const moment = momentOf(found.state, room?.standing?.stage);
  return (
    <div className="opinions">
      {asked.isError && (
        <ProblemLine problem={asked.error} retry={asked.refetch}>
          {t("consultations:shown_as_of")} <Age at={asked.dataUpdatedAt} />
        </ProblemLine>
      )}
      {own && <OwnOpinion key={own.id} found={found} own={own} moment={moment} />}
      <section aria-labelledby={`others-${caseId}`}>
        <h2 id={`others-${caseId}`}>{t(own ? "others" : "all")}</h2>
        <p className="muted opinions-count">
          {t("spoken", { count: heard.length - silentOnes(heard).length, all: heard.length })}
          {dissents.length > 0 && (
            <strong className="differs">
              {t("differing", { count: dissents.length, names: dissents.map(({ name }) => name).join(t("consultations:and")) })}
            </strong>
          )}
        </p>
        {others.length === 0 && <p className="muted">{t(own ? "no_others" : "nobody")}</p>}
        <ul className="opinion-list">
          {others.map((each) => (
            <li key={each.id}>
              <SignedOpinion speaker={each} />
            </li>
          ))}
        </ul>
      </section>
    </div>
  );
}
