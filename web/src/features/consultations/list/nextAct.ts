/** The one next action of a row, by the case's state and what the reader is in it. Pure. */
import type { Line, Mine } from "../useCases";

export type NextAct = "answer" | "request" | "arrange" | "open";

/** The store's staff and the centre see many cases; these are one's own. */
const OWN_ROLES = new Set<string>(["attending", "consultant", "chair"]);

type Known = Pick<Line, "state" | "roles" | "answer_until_at">;

export function nextAct({ state, roles, answer_until_at }: Known): NextAct {
  if (answer_until_at !== null) return "answer";
  if (state === "draft" && roles.includes("attending")) return "request";
  if (state === "invited" && (roles.includes("attending") || roles.includes("coordinator"))) return "arrange";
  return "open";
}

/** Every open case, once: what waits first, then by time, then the rest as the server orders them. */
export function allLines({ waiting, today, upcoming, open }: Mine): Line[] {
  return [...waiting, ...today, ...upcoming, ...open];
}

function waits(line: Line): boolean {
  return nextAct(line) === "answer" || nextAct(line) === "request";
}

/** Cases that go on only when the reader does something, and those that are his and go on without him just now. */
export function railOf(mine: Mine): { waiting: Line[]; running: Line[] } {
  const lines = allLines(mine);
  return {
    waiting: lines.filter(waits),
    running: lines.filter((line) => !waits(line) && line.roles.some((role) => OWN_ROLES.has(role))),
  };
}

/** 「欧*」: lists are seen by whoever stands beside. */
export function maskedName(name: string): string {
  const [first] = name.trim();
  return `${first ?? ""}*`;
}
