/** Where two people changed the same field: what stood there, what I typed, what the other one wrote. Pure. */
import type { Field } from "./readable";

export interface Clash {
  pointer: string;
  before: string;
  mine: string;
  theirs: string;
}

export function clashes(
  before: readonly Field[],
  after: readonly Field[],
  typed: Readonly<Record<string, string>>,
): Clash[] {
  return after.flatMap(({ pointer, text: theirs }) => {
    const seen = before.find((field) => field.pointer === pointer)?.text ?? "";
    const mine = typed[pointer]?.trim() ?? seen;
    const bothChanged = mine !== seen && theirs !== seen && mine !== theirs;
    return bothChanged ? [{ pointer, before: seen, mine, theirs }] : [];
  });
}
