/** The call of a case as the server tells it; events make it old, and while a stage is being proven it is asked often. */
import type { components } from "../../api/generated/openapi";
import { api, queries } from "../../api/query";

export type RoomState = components["schemas"]["RoomOut"];
export type Person = components["schemas"]["RoomPersonOut"];
export type StageState = components["schemas"]["StageOut"];
export type Item = components["schemas"]["ItemOut"];
export type Stage = components["schemas"]["Stage"];
export type Session = components["schemas"]["SessionOut"];
export type Seat = components["schemas"]["SeatOut"];
export type Right = components["schemas"]["Right"];
export type CaseRole = components["schemas"]["CaseRole"];

const ROOM = "/api/consultations/{consultation_id}/room";
const SESSION = "/api/sessions/{session_id}";
/** An event may be lost with its line; nobody may talk on for long in the belief of an old stage. */
const LOOK_MS = 15_000;
const PROVING_MS = 1_000;

export function useRoom(consultationId: string) {
  return api.useQuery(
    "get",
    ROOM,
    { params: { path: { consultation_id: consultationId } } },
    { refetchInterval: ({ state }) => (state.data?.standing?.stage_state === "pending" ? PROVING_MS : LOOK_MS) },
  );
}

/** One's own seat and rights; only for who has a seat. */
export function useSession(sessionId: string | undefined, isSeated: boolean) {
  return api.useQuery(
    "get",
    SESSION,
    { params: { path: { session_id: sessionId ?? "" } } },
    { enabled: sessionId !== undefined && isSeated, refetchInterval: LOOK_MS },
  );
}

export function refreshRoom(): void {
  void queries.invalidateQueries({ queryKey: ["get", ROOM] });
  void queries.invalidateQueries({ queryKey: ["get", SESSION] });
}
