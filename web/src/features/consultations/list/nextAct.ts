/** The one next action of a row: the server says whose turn it is, the clock when the room is near. Pure. */
import type { Command, Line, Mine } from "../useCases";

export type NextAct = "answer" | "request" | "arrange" | "enter" | "sign" | "open";

/** The store's staff and the centre see many cases; these are one's own. */
const OWN_ROLES = new Set<string>(["attending", "consultant", "chair"]);

type Known = Pick<Line, "state" | "next" | "planned_at">;

/** What a command that is the reader's turn is called on its button; opening the room is due only near its time. */
const ACTS: Readonly<Partial<Record<Command, NextAct>>> = {
  accept: "answer",
  submit: "request",
  invite: "arrange",
  schedule: "arrange",
  sign: "sign",
};
/** These wait for nobody else. */
const WAITING = new Set<NextAct>(["answer", "request", "arrange"]);

const PLANNED = new Set(["scheduled", "ready"]);
/** The room is what one goes to from this time before the planned one on. */
const EARLY_MS = 60 * 60_000;
const ROOM = new Set(["scheduled", "ready", "in_session", "opinion_drafted", "signed", "delivered"]);

/** Whether a case has a room to enter at all; who may is the server's word. */
export function hasRoom(state: string): boolean {
  return ROOM.has(state);
}

export function nextAct({ state, next, planned_at }: Known, nowMs = Date.now()): NextAct {
  const mine = next?.mine ? ACTS[next.command] : undefined;
  if (mine !== undefined) return mine;
  const isTime = planned_at !== null && Date.parse(planned_at) - nowMs <= EARLY_MS;
  if (state === "in_session" || (PLANNED.has(state) && isTime)) return "enter";
  return "open";
}

/** Every open case, once: what waits first, then by time, then the rest as the server orders them. */
export function allLines({ waiting, today, upcoming, open }: Mine): Line[] {
  return [...waiting, ...today, ...upcoming, ...open];
}

function waits(line: Line): boolean {
  return WAITING.has(nextAct(line)) && line.next?.blocked_by.length === 0;
}

/** Cases that go on only when the reader does something, and those that are his and go on without him just now. */
export function railOf(mine: Mine): { waiting: Line[]; running: Line[] } {
  const lines = allLines(mine);
  return {
    waiting: lines.filter(waits),
    running: lines.filter((line) => !waits(line) && line.roles.some((role) => OWN_ROLES.has(role))),
  };
}
