/** A field that a row needs once anything else stands in it; an empty row is left out and asks for nothing. */
import type { Rule } from "antd/es/form";

type Row = Record<string, string | undefined>;

/** What a row holds from the start says nothing yet. */
const GIVEN = new Set(["kind"]);

export function isWanting(row: Row | undefined, field: string): boolean {
  const filled = Object.entries(row ?? {}).filter(([name, text]) => !GIVEN.has(name) && text?.trim());
  return filled.length > 0 && !row?.[field]?.trim();
}

export function neededIn(list: string, row: number, field: string, message: string): Rule[] {
  return [
    ({ getFieldValue }) => ({
      validator: () =>
        isWanting(getFieldValue([list, row]) as Row | undefined, field)
          ? Promise.reject(new Error(message))
          : Promise.resolve(),
    }),
  ];
}
