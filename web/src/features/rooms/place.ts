/**
 * Which view of a call somebody has, by his seat and the case. Pure.
 * Invariant: only an admitted seat shows the call; everybody else is not connected to media at all (decisions D25).
 */
import type { CaseRole, RoomState } from "./useRoom";

export type View = "too_early" | "over" | "waiting" | "call" | "parked" | "removed";

const BEFORE = new Set(["draft", "submitted", "store_review", "pre_review", "matching", "invited"]);
const JOINABLE = new Set(["scheduled", "ready", "in_session", "opinion_drafted", "signed", "delivered"]);

export function mySeat(room: Pick<RoomState, "people">) {
  return room.people.find(({ is_me }) => is_me);
}

export function viewOf(room: Pick<RoomState, "state" | "people" | "has_joined" | "standing">): View {
  const seat = mySeat(room)?.seat_state ?? null;
  if (room.standing !== null && seat === "admitted") return "call";
  if (room.standing !== null && seat === "parked") return "parked";
  if (room.standing !== null && seat === "removed") return "removed";
  if (BEFORE.has(room.state)) return "too_early";
  return JOINABLE.has(room.state) ? "waiting" : "over";
}

const PHYSICIANS = new Set<CaseRole>(["attending", "consultant", "chair"]);
const AT_THE_DOOR = new Set<CaseRole>(["attending", "chair", "nurse", "front_desk"]);

/** What the screen offers; whether it may be done is the server's word. */
export function offers(roles: readonly CaseRole[]) {
  return {
    join: roles.some((role) => PHYSICIANS.has(role)),
    admit: roles.some((role) => AT_THE_DOOR.has(role)),
    tick: roles.some((role) => PHYSICIANS.has(role) || AT_THE_DOOR.has(role)),
    lead: roles.includes("chair"),
    answerDevice: roles.includes("attending"),
  };
}
