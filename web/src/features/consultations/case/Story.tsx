import { useTranslation } from "react-i18next";
import { timeText } from "../../../shared/time/format";
import type { Case } from "../useCases";

/** Steps of the talk itself: the room shows them, a story would drown in them. */
const OF_THE_ROOM = /^(checklist_item|stage|shared_device|seat)\./;

/** What happened, oldest first: when, who, what, about whom. */
export function Story({ story }: { story: Case["story"] }) {
  const { t } = useTranslation("consultations");
  return (
    <section className="panel">
      <h2>{t("story")}</h2>
      <ol className="story">
        {story.filter(({ kind }) => !OF_THE_ROOM.test(kind)).map(({ kind, at, actor_name, about_name, reason }) => (
          <li key={`${at} ${kind} ${about_name ?? ""}`}>
            <time className="numeric muted" dateTime={at}>
              {timeText(at)}
            </time>
            <span>
              {actor_name || t("by_system")} {t(`event.${kind}`, { defaultValue: t("event.other") })}
              {about_name && about_name !== actor_name && ` ${about_name}`}
              {reason && <span className="muted"> {t(`reason.${reason}`, { defaultValue: "" })}</span>}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
