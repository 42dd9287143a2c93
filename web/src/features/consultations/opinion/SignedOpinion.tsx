import { CheckCircleFilled } from "@ant-design/icons";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { timeText } from "../../../shared/time/format";
import { Age } from "../../../shared/ui/Age";
import { type Speaker, shortHash } from "./opinion";

/** What an expert signed, where he differs, and the mark of his signature; whoever is silent says so too. */
export function SignedOpinion({ speaker, children }: { speaker: Speaker; children?: ReactNode }) {
  const { t } = useTranslation("opinion");
  const { name, orgName, isChair, opinion } = speaker;
  return (
    <article className={`opinion ${opinion === null ? "silent" : ""}`}>
      <header>
        <strong>{name}</strong> <span className="muted">{orgName}</span>
        {isChair && <span className="tag">{t("consultations:chair")}</span>}
        <span className="opinion-mark">
          {opinion === null ? (
            <span className="tag tag-unsigned">{t(isChair ? "by_conclusion" : "consultations:unsigned")}</span>
          ) : (
            <span className="signed-mark">
              <CheckCircleFilled aria-hidden /> {t("signed")}
            </span>
          )}
        </span>
      </header>
      {opinion && (
        <>
          <OpinionWords text={opinion.text} dissent={opinion.dissent} />
          <footer className="muted">
            <span className="numeric">{timeText(opinion.signed_at)}</span> <Age at={opinion.signed_at} />
            <span title={opinion.etag}>
              {t("hash")} <code className="numeric">{shortHash(opinion.etag)}</code>
            </span>
            {children}
          </footer>
        </>
      )}
    </article>
  );
}

/** The words as they are filed: text, never markup. */
export function OpinionWords({ text, dissent }: { text: string; dissent: string | null }) {
  const { t } = useTranslation("opinion");
  return (
    <>
      <p className="wrapped">{text}</p>
      {dissent && (
        <div className="dissent">
          <strong>{t("dissent")}</strong>
          <p className="wrapped">{dissent}</p>
        </div>
      )}
    </>
  );
}
