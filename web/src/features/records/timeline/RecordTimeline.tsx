import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { weekdayText } from "../../../shared/time/format";
import { Age } from "../../../shared/ui/Age";
import { EmptyState } from "../../../shared/ui/EmptyState";
import { ProblemLine } from "../../../shared/ui/ProblemLine";
import { lazily } from "../../../shared/ui/lazily";
import { SkeletonRows } from "../../../shared/ui/SkeletonRows";
import "../records.css";
import { daysOf, kindsOf } from "./days";
import { TimelineRow } from "./TimelineRow";
import { type Entry, useTimeline } from "./useTimeline";

const SKELETON_ROWS = 6;

const DocumentDrawer = lazily(async () => (await import("../document/DocumentDrawer")).DocumentDrawer);

/** The record of all stores, newest first. Chips choose kinds; a row opens its document. */
export function RecordTimeline({ patientId }: { patientId: string }) {
  const { t, i18n } = useTranslation("records");
  const asked = useTimeline(patientId);
  const [hidden, setHidden] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<Entry>();
  const entries = asked.data ?? [];
  const days = daysOf(entries.filter(({ kind }) => !hidden.has(kind)));

  const toggle = (kind: string) => {
    const next = new Set(hidden);
    if (!next.delete(kind)) next.add(kind);
    setHidden(next);
  };

  return (
    <section className="timeline" aria-label={t("timeline")}>
      <div className="kinds">
        <h2>{t("timeline")}</h2>
        {kindsOf(entries).map((kind) => (
          <button
            key={kind}
            type="button"
            className={`kind kind-${kind}`}
            aria-pressed={!hidden.has(kind)}
            onClick={() => toggle(kind)}
          >
            {t(`kind.${kind}`, { defaultValue: t("kind.other") })}
          </button>
        ))}
      </div>
      {asked.isPending && <SkeletonRows rows={SKELETON_ROWS} />}
      {asked.isError && (
        <ProblemLine problem={asked.error} retry={asked.refetch}>
          {asked.data && (
            <>
              {t("shown_as_of")} <Age at={asked.dataUpdatedAt} />
            </>
          )}
        </ProblemLine>
      )}
      {asked.isSuccess && entries.length === 0 && <EmptyState title={t("empty")} />}
      {entries.length > 0 && days.length === 0 && <EmptyState title={t("all_hidden")} />}
      {days.map(({ day, rows }) => (
        <section key={day} className="day" aria-label={day}>
          <h3>
            <span className="numeric">{day}</span> <span className="muted">{weekdayText(day, i18n.language)}</span>
          </h3>
          <ul>
            {rows.map((row) => (
              <TimelineRow key={row.key} row={row} onOpen={setOpened} />
            ))}
          </ul>
        </section>
      ))}
      {asked.hasNextPage && (
        <Button block loading={asked.isFetchingNextPage} onClick={() => void asked.fetchNextPage()}>
          {t("earlier")}
        </Button>
      )}
      {opened && <DocumentDrawer patientId={patientId} entry={opened} onClose={() => setOpened(undefined)} />}
    </section>
  );
}
