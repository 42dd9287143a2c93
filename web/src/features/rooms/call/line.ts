/**
 * The line to the media server as a table of states. Pure; `CallLine` carries out what a state asks for.
 * Invariant: a line that was taken over elsewhere is never taken back by itself, so two devices do not fight for a seat.
 */
import type { Problem } from "../../../api/problem";

export type At =
  | "off"
  /** For a ticket. */
  | "asking"
  | "connecting"
  | "connected"
  /** The library resumes the line by itself. */
  | "resuming"
  /** It gave up; after a pause a new ticket is asked for. */
  | "lost"
  /** No media server answers; record and opinions work. */
  | "absent"
  /** The seat gives no ticket now; the room's state tells why. */
  | "refused"
  | "elsewhere";

export interface Line {
  at: At;
  /** Since when a line that stood is down; null while it stands, and before the first one. */
  downMs: number | null;
  upMs: number | null;
  tries: number;
  /** No media server answered the last time; stays while it is tried again, so that the words do not flicker. */
  isAbsent: boolean;
  /** Cuts soon after connecting, one after the other. */
  cuts: number;
}

export type Cut = "replaced" | "gone";

export type Change =
  | { what: "want" | "stop" | "ticket" | "again" }
  | { what: "no_ticket"; problem: Problem; nowMs: number }
  | { what: "connected" | "resuming" | "failed"; nowMs: number }
  | { what: "cut"; why: Cut; nowMs: number };

/** A line that holds shorter than this, twice in a row, is being taken away by another device. */
const SHORT_MS = 10_000;
const SHORT_MAX = 2;
const AGAIN_MS: readonly number[] = [500, 1_000, 2_000, 4_000];
const AGAIN_MS_MAX = 5_000;

export const OFF: Line = { at: "off", downMs: null, upMs: null, tries: 0, isAbsent: false, cuts: 0 };

export function after(line: Line, change: Change): Line {
  if (change.what === "stop") return OFF;
  if (change.what === "want") return { ...OFF, at: "asking" };
  // What still arrives from a line that nobody wants any more changes nothing.
  if (line.at === "off") return line;
  switch (change.what) {
    case "again":
      return { ...line, at: "asking" };
    case "ticket":
      return { ...line, at: "connecting" };
    case "no_ticket":
      return withoutTicket(line, change.problem, change.nowMs);
    case "failed":
      return { ...down(line, change.nowMs), at: "lost", isAbsent: false };
    case "connected":
      return { at: "connected", downMs: null, upMs: change.nowMs, tries: 0, isAbsent: false, cuts: line.cuts };
    case "resuming":
      return { ...line, at: "resuming", downMs: line.downMs ?? change.nowMs };
    case "cut":
      return cut(line, change.why, change.nowMs);
  }
}

/** How long to wait before the next ticket is asked for. */
export function pauseMs(tries: number): number {
  return AGAIN_MS[tries - 1] ?? AGAIN_MS_MAX;
}

export function isTryingAgain({ at }: Line): boolean {
  return at === "lost" || at === "absent";
}

function down(line: Line, nowMs: number): Line {
  return { ...line, downMs: line.downMs ?? nowMs, tries: line.tries + 1 };
}

function withoutTicket(line: Line, problem: Problem, nowMs: number): Line {
  const isAbsent = problem.code === "media-unavailable";
  const isAway = problem.unanswered || problem.status >= 500;
  return { ...down(line, nowMs), at: isAbsent ? "absent" : isAway ? "lost" : "refused", isAbsent };
}

function cut(line: Line, why: Cut, nowMs: number): Line {
  const wasShort = line.upMs !== null && nowMs - line.upMs < SHORT_MS;
  const cuts = wasShort ? line.cuts + 1 : 0;
  if (why === "replaced" || cuts >= SHORT_MAX) return { ...line, at: "elsewhere", cuts: 0 };
  return { ...down(line, nowMs), at: "lost", cuts, upMs: null };
}
