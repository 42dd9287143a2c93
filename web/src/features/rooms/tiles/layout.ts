/**
 * Which tile stands where. Pure.
 * Invariant: whoever is pinned stays large; the patient's tile never leaves the first page. Source: ux.md §5.1.
 */

export type Layout = "grid" | "speaker";

export interface Placed {
  key: string;
  isShare: boolean;
  isPatient: boolean;
  isMe: boolean;
}

export interface Arrangement<T> {
  main: T | null;
  rest: T[];
  pages: number;
}

const ON_PAGE_MAX = 9;
const IN_STRIP_MAX = 6;

interface Wish {
  layout: Layout;
  pinned: string | null;
  /** Keys, who spoke last first. */
  spoke: readonly string[];
  page: number;
}

export function arrange<T extends Placed>(tiles: readonly T[], { layout, pinned, spoke, page }: Wish): Arrangement<T> {
  const main = mainOf(tiles, layout, pinned, spoke);
  const rest = inOrder(tiles.filter((each) => each !== main));
  const limit = main === null ? ON_PAGE_MAX : IN_STRIP_MAX;
  const pages = Math.max(1, Math.ceil(rest.length / limit));
  if (pages === 1) return { main, rest, pages };
  const ranked = inOrder(rest.toSorted((one, other) => rank(spoke, one) - rank(spoke, other)));
  const from = Math.min(page, pages - 1) * limit;
  return { main, rest: ranked.slice(from, from + limit), pages };
}

function mainOf<T extends Placed>(tiles: readonly T[], layout: Layout, pinned: string | null, spoke: readonly string[]) {
  const chosen = tiles.find(({ key }) => key === pinned) ?? tiles.find(({ isShare }) => isShare);
  if (chosen !== undefined) return chosen;
  if (layout === "grid" || tiles.length < 2) return null;
  const others = tiles.filter(({ isMe }) => !isMe);
  return spoke.map((key) => others.find((each) => each.key === key)).find((each) => each !== undefined) ?? others[0] ?? null;
}

/** The patient first, oneself last, the others as they came: faces do not jump about while people talk. */
function inOrder<T extends Placed>(tiles: readonly T[]): T[] {
  const weight = ({ isPatient, isMe }: Placed) => (isPatient ? -1 : isMe ? 1 : 0);
  return tiles.toSorted((one, other) => weight(one) - weight(other));
}

function rank(spoke: readonly string[], { key }: Placed): number {
  const at = spoke.indexOf(key);
  return at === -1 ? spoke.length : at;
}

const RATIO = 16 / 9;

export interface Grid {
  columns: number;
  tileWidth: number;
}

/** The number of columns that makes the tiles largest. */
export function gridOf(count: number, width: number, height: number, gap: number): Grid {
  let best: Grid = { columns: 1, tileWidth: 0 };
  for (let columns = 1; columns <= Math.max(1, count); columns += 1) {
    const rows = Math.ceil(count / columns);
    const byWidth = (width - gap * (columns - 1)) / columns;
    const byHeight = ((height - gap * (rows - 1)) / rows) * RATIO;
    const tileWidth = Math.floor(Math.max(0, Math.min(byWidth, byHeight)));
    if (tileWidth > best.tileWidth) best = { columns, tileWidth };
  }
  return best;
}

/** Who spoke, last first. */
export function heardOf(spoke: readonly string[], speaking: readonly string[]): readonly string[] {
  if (speaking.every((key, at) => spoke[at] === key)) return spoke;
  return [...speaking, ...spoke.filter((key) => !speaking.includes(key))];
}
