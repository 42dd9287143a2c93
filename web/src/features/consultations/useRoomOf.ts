/** The call of a case, for what signing needs of it: stages walked, checklists, where the session stands. */
import type { components } from "../../api/generated/openapi";
import { api } from "../../api/query";

export type RoomOfCase = components["schemas"]["RoomOut"];

export function useRoomOf(caseId: string, isWanted: boolean) {
  return api.useQuery(
    "get",
    "/api/consultations/{consultation_id}/room",
    { params: { path: { consultation_id: caseId } } },
    { enabled: isWanted },
  );
}
