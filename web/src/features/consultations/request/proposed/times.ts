/** The wished times of a request, as they are sent and as one of them is proposed again. Pure. */
import { instantOf, timeText } from "../../../../shared/time/format";

/** Instants of what was chosen; lines without a time are left out. */
export function wished(walls: readonly (string | undefined)[] | undefined): string[] {
  return (walls ?? []).flatMap((each) => (each ? [instantOf(each)] : []));
}

/** Where a sent time stands in the form, whose empty lines were left out. */
export function lineOf(walls: readonly (string | undefined)[] | undefined, sent: number): number {
  return (walls ?? []).flatMap((each, index) => (each ? [index] : []))[sent] ?? 0;
}

/** The first wish that can still be met, as the clock on the wall shows it. */
export function firstAhead(times: readonly string[], nowMs: number): string | undefined {
  const ahead = times.find((each) => Date.parse(each) > nowMs);
  return ahead === undefined ? undefined : timeText(ahead);
}
