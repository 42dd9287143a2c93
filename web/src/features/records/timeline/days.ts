/** How the record is read: by day, newest first, the values of one measuring in one row. Pure. */
import { dayText } from "../../../shared/time/format";
import type { Entry } from "./useTimeline";

export interface Row {
  key: string;
  kind: string;
  at: string;
  author: string;
  store: string;
  entries: Entry[];
}

export interface Day {
  day: string;
  rows: Row[];
}

/** Values written so close together by one person are one measuring. */
const MEASURING_MS = 5 * 60_000;
const MEASURED = "Observation";

export function daysOf(entries: readonly Entry[]): Day[] {
  const days: Day[] = [];
  for (const entry of entries) {
    const day = dayText(entry.at);
    if (days.at(-1)?.day !== day) days.push({ day, rows: [] });
    place(entry, (days.at(-1) as Day).rows);
  }
  return days;
}

/** Kinds that occur, in the order in which they first do. */
export function kindsOf(entries: readonly Entry[]): string[] {
  return [...new Set(entries.map(({ kind }) => kind))];
}

function place(entry: Entry, rows: Row[]): void {
  const last = rows.at(-1);
  if (last && isSameMeasuring(last, entry)) {
    // Filed in the order of the form, listed newest first: in one row they stand as they were measured.
    last.entries.unshift(entry);
    return;
  }
  rows.push({
    key: `${entry.kind}/${entry.id}`,
    kind: entry.kind,
    at: entry.at,
    author: entry.author_name,
    store: entry.store_name,
    entries: [entry],
  });
}

function isSameMeasuring(row: Row, { kind, at, author_name, store_name }: Entry): boolean {
  return (
    kind === MEASURED &&
    row.kind === MEASURED &&
    row.author === author_name &&
    row.store === store_name &&
    Math.abs(Date.parse(row.at) - Date.parse(at)) <= MEASURING_MS
  );
}
