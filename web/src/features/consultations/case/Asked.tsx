import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { timeText } from "../../../shared/time/format";
import type { Case } from "../useCases";

/** Reason, purpose and the numbered questions: as filed, or without the person for who has not said yes. */
export function Asked({ found }: { found: Case }) {
  const { t } = useTranslation("consultations");
  const asked = found.request ?? found.summary;
  if (asked === null) {
    return (
      <section className="panel asked">
        <h2>{t("asked")}</h2>
        <p className="muted">{t("not_asked_yet")}</p>
      </section>
    );
  }
  const questions = asked.questions.map((each) => (typeof each === "string" ? each : each.text));
  return (
    <section className="panel asked">
      <h2>{t(found.request ? "asked" : "asked_summary")}</h2>
      {asked.urgency_reason && <Passage title={t("field.urgency_reason")}>{asked.urgency_reason}</Passage>}
      <Passage title={t("field.reason")}>{asked.reason}</Passage>
      <Passage title={t("field.purpose")}>{asked.purpose}</Passage>
      <h3>{t("field.questions")}</h3>
      <ol className="questions-read">
        {questions.map((text, index) => (
          <li key={`${index + 1} ${text}`} className="wrapped">
            {text}
          </li>
        ))}
      </ol>
      {asked.proposed_times.length > 0 && (
        <>
          <h3>{t("field.proposed_times")}</h3>
          <ul className="proposed-times numeric">
            {asked.proposed_times.map((each) => (
              <li key={each}>{timeText(each)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Passage({ title, children }: { title: string; children: ReactNode }) {
  return (
    <>
      <h3>{title}</h3>
      <p className="wrapped">{children}</p>
    </>
  );
}
