import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ProblemLine } from "../../../../shared/ui/ProblemLine";
import { SkeletonRows } from "../../../../shared/ui/SkeletonRows";
import { type Conclusion, useSigned } from "../useConclusion";

const SKELETON_ROWS = 6;

/** The signed words, part by part, as the paper has them. */
export function ConclusionRead({ caseId }: { caseId: string }) {
  const asked = useSigned(caseId, true);
  if (asked.data == null) {
    return asked.isError ? (
      <ProblemLine problem={asked.error} retry={asked.refetch} />
    ) : (
      <SkeletonRows rows={SKELETON_ROWS} />
    );
  }
  return <Words signed={asked.data} />;
}

function Words({ signed }: { signed: Conclusion }) {
  const { t } = useTranslation("conclusion");
  const { diagnoses, differentials, answers, recommendations, conclusion, discussion_digest, limits, explanation } = signed;
  return (
    <article className="panel conclusion-read">
      <Part title={t("field.diagnoses")}>
        <ul className="coded">
          {diagnoses.map(({ display, code, system, edition }) => (
            <li key={`${code} ${display}`}>
              <strong>{display}</strong>{" "}
              <span className="coding muted">
                <code>{code}</code> <span>{edition}</span> <span>{system}</span>
              </span>
            </li>
          ))}
        </ul>
      </Part>
      <Part title={t("field.conclusion")}>
        <p className="wrapped">{conclusion}</p>
      </Part>
      <Part title={t("field.recommendations")}>
        <ol className="recommended">
          {recommendations.map(({ number, kind, text, due, red_flags }) => (
            <li key={number}>
              <span className="tag">{t(`kind.${kind}`)}</span> <span className="wrapped">{text}</span>
              {due && <span className="muted"> {t("due", { due })}</span>}
              {red_flags && <p className="red-flags wrapped">{t("red_flags", { text: red_flags })}</p>}
            </li>
          ))}
        </ol>
      </Part>
      <Part title={t("field.answers")}>
        <ol className="answered">
          {answers.map(({ number, question, text }) => (
            <li key={number} value={number}>
              <p className="muted wrapped">{question}</p>
              <p className="wrapped">{text}</p>
            </li>
          ))}
        </ol>
      </Part>
      {differentials.length > 0 && (
        <Part title={t("field.differentials")}>
          <dl className="differentials">
            {differentials.map(({ diagnosis, reasons }) => (
              <div key={diagnosis}>
                <dt>{diagnosis}</dt>
                <dd className="wrapped">{reasons}</dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      {discussion_digest && (
        <Part title={t("field.discussion_digest")}>
          <p className="wrapped">{discussion_digest}</p>
        </Part>
      )}
      <Part title={t("field.limits")}>
        <p className="wrapped">{limits}</p>
      </Part>
      {explanation && (
        <Part title={t("field.explanation")}>
          <p className="wrapped">{explanation}</p>
        </Part>
      )}
    </article>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}
