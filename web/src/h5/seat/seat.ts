/** What the page knows of its seat, and what an answer or its absence makes of it. Pure. */
import type { components } from "../../api/generated/openapi";

export type SeatState = components["schemas"]["GuestOut"];
export type GuestRoom = components["schemas"]["GuestRoomOut"];

export type Seat =
  | { at: "asking" | "none" | "unreachable" }
  | { at: "ended"; wasFinished: boolean }
  | { at: "seated"; seat: SeatState; room: GuestRoom; isStale: boolean };

/** A seat that was there and is refused has ended; a server that does not answer takes nothing away. */
export function after(before: Seat, isRefused: boolean): Seat {
  if (isRefused && before.at === "seated") return { at: "ended", wasFinished: before.room.is_finished };
  if (isRefused) return before.at === "ended" ? before : { at: "none" };
  return before.at === "seated" ? { ...before, isStale: true } : { at: "unreachable" };
}
