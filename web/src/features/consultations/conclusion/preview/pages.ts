/** Turning pages and looking closer. Pure. */

/** Whole width, and two steps closer; how much each is, the style says. */
export const ZOOMS_MAX = 2;

export interface Look {
  page: number;
  zoom: number;
  /** The last page that was ever shown: who signs has seen them all. */
  seen: number;
}

/** On a phone a whole page is too small to read. */
export function firstLook(isNarrow: boolean): Look {
  return { page: 1, zoom: isNarrow ? 1 : 0, seen: 1 };
}

export type Turn = "next" | "before" | "first" | "last" | "closer" | "wider";

const KEYS: Readonly<Record<string, Turn>> = {
  PageDown: "next",
  ArrowRight: "next",
  PageUp: "before",
  ArrowLeft: "before",
  Home: "first",
  "+": "closer",
  "=": "closer",
  "-": "wider",
};

/** On an enlarged page the arrows move the page itself. */
export function turnOf(key: string, zoom: number): Turn | undefined {
  return zoom > 0 && key.startsWith("Arrow") ? undefined : KEYS[key];
}

export function turned(look: Look, turn: Turn, pages: number): Look {
  switch (turn) {
    case "next":
      return at(look, look.page + 1, pages);
    case "before":
      return at(look, look.page - 1, pages);
    case "first":
      return at(look, 1, pages);
    case "last":
      return at(look, pages, pages);
    case "closer":
      return { ...look, zoom: Math.min(look.zoom + 1, ZOOMS_MAX) };
    case "wider":
      return { ...look, zoom: Math.max(look.zoom - 1, 0) };
  }
}

/** Pages are seen one after the other: a jump to the last does not count for those between. */
function at(look: Look, page: number, pages: number): Look {
  const now = Math.max(1, Math.min(page, pages));
  return { ...look, page: now, seen: now === look.seen + 1 ? now : look.seen };
}

export function hasSeenAll({ seen }: Look, pages: number): boolean {
  return seen >= pages;
}

/** `U+20BB7` as the character itself beside its number; a control character has no face. */
export function faceOf(point: string): string {
  const code = Number.parseInt(point.replace("U+", ""), 16);
  if (!Number.isInteger(code) || code > 0x10ffff) return "";
  const face = String.fromCodePoint(code);
  return /[\p{C}\p{Z}]/u.test(face) ? "" : face;
}
