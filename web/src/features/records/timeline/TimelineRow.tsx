import { useTranslation } from "react-i18next";
import { clockText } from "../../../shared/time/format";
import type { Row } from "./days";
import type { Entry } from "./useTimeline";

/** One act in the record: when, what kind, what it says, by whom and where. */
export function TimelineRow({ row, onOpen }: { row: Row; onOpen: (entry: Entry) => void }) {
  const { t } = useTranslation("records");
  return (
    <li className="entry">
      <time className="numeric muted" dateTime={row.at}>
        {clockText(row.at)}
      </time>
      <span className={`kind-mark kind-${row.kind}`}>{t(`kind.${row.kind}`, { defaultValue: t("kind.other") })}</span>
      <span className="entry-items">
        {row.entries.map((entry) => (
          <button key={entry.id} type="button" className="entry-item" onClick={() => onOpen(entry)}>
            <strong>{entry.title}</strong> <span className="entry-summary">{entry.summary}</span>
            {entry.ver > 1 && <span className="amended">{t("amended")}</span>}
          </button>
        ))}
      </span>
      <span className="entry-by muted">
        <span>{row.author}</span>
        <span className="clip" title={row.store}>
          {row.store}
        </span>
      </span>
    </li>
  );
}
