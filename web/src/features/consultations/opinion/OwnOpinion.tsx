import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDraft } from "../../../api/draft";
import { SkeletonRows } from "../../../shared/ui/SkeletonRows";
import type { Case } from "../useCases";
import { isOfAnotherCase, type Moment, type OpinionValues, type Speaker } from "./opinion";
import { OpinionForm } from "./OpinionForm";
import { OpinionWords, SignedOpinion } from "./SignedOpinion";

const FORM = "opinion";
const SKELETON_ROWS = 4;

interface Props {
  found: Case;
  own: Speaker;
  moment: Moment;
}

/** The reader's own opinion: to write, signed, or signed and being written anew. */
export function OwnOpinion({ found, own, moment }: Props) {
  const { t } = useTranslation("opinion");
  const draft = useDraft(FORM, found.patient?.id);
  const [isWanted, setWanted] = useState(false);

  if (draft.found === undefined) return <SkeletonRows rows={SKELETON_ROWS} />;
  const kept = draft.found?.content as OpinionValues | undefined;
  const signed = own.opinion;
  if (moment === "over") {
    return (
      <section className="own-opinion">
        <h2>{t("own")}</h2>
        {signed ? <SignedOpinion speaker={own} /> : <p className="muted">{t("over")}</p>}
        {kept?.text && !isOfAnotherCase(draft.found?.content, found.id) && (
          <article className="opinion silent">
            <p className="muted">{t("left_over")}</p>
            <OpinionWords text={kept.text} dissent={kept.dissent ?? null} />
          </article>
        )}
      </section>
    );
  }
  const writes = isWanted || kept !== undefined || (signed === null && !own.isChair);
  return (
    <section className="own-opinion" aria-label={t("own")}>
      <h2>{t("own")}</h2>
      {signed && (
        <SignedOpinion speaker={own}>
          {!writes && (
            <Button size="small" onClick={() => setWanted(true)}>
              {t("again")}
            </Button>
          )}
        </SignedOpinion>
      )}
      {!writes && !signed && (
        <p className="muted">
          {t("chair_hint")}{" "}
          <Button size="small" onClick={() => setWanted(true)}>
            {t("write_anyway")}
          </Button>
        </p>
      )}
      {writes && (
        <OpinionForm
          key={draft.found ? "kept" : "fresh"}
          caseId={found.id}
          draft={draft}
          moment={moment}
          signed={signed}
          onDone={() => setWanted(false)}
        />
      )}
    </section>
  );
}
