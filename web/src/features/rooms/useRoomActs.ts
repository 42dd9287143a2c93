/** What people do in a call. Whatever the answer, what the page stands on is asked again. */
import { client, told } from "../../api/client";
import type { components } from "../../api/generated/openapi";
import { type Submission, useSubmission } from "../../api/submission";
import { refreshCases } from "../consultations";
import { refreshRoom, type Stage } from "./useRoom";

type TakeChair = components["schemas"]["TakeChairIn"];
type Answer = components["schemas"]["SharedDevice"];
export type SeatMove = "admit" | "send-back" | "remove";
export type ChairAct = "open" | "reopen" | "finish" | "close-call";
export type StageWay = "retry" | "move-room" | "cancel";

export function useRoomAct<In, Out>(
  send: (input: In, key: string) => Promise<Out>,
  onDone?: (out: Out, input: In) => void,
): Submission<In, Out> {
  return useSubmission(async (input: In, key: string) => {
    try {
      return await send(input, key);
    } finally {
      refreshRoom();
      refreshCases();
    }
  }, onDone);
}

function place(id: string, key: string) {
  return { path: { consultation_id: id }, header: { "Idempotency-Key": key } };
}

function seatPlace(id: string, seatId: string, key: string) {
  return { path: { consultation_id: id, seat_id: seatId }, header: { "Idempotency-Key": key } };
}

/** The proof is asked once a call; coming back needs none. */
export function useJoin(id: string, onDone: () => void) {
  return useRoomAct(async ({ proof, beside }: { proof: string | null; beside: boolean }, key: string) => {
    const header = { "Idempotency-Key": key, ...(proof === null ? {} : { "Huizhen-Proof": proof }) };
    const joined = await told(
      client.POST("/api/consultations/{consultation_id}/join", { params: { path: { consultation_id: id }, header } }),
    );
    if (beside) await sayBeside(id, true, crypto.randomUUID());
    return joined;
  }, onDone);
}

function sayBeside(id: string, beside: boolean, key: string) {
  return told(
    client.POST("/api/consultations/{consultation_id}/patient-beside", { params: place(id, key), body: { beside } }),
  );
}

export function useBeside(id: string) {
  return useRoomAct((beside: boolean, key) => sayBeside(id, beside, key));
}

export function useChairAct(id: string, onDone?: () => void) {
  return useRoomAct((act: ChairAct, key) => {
    const params = place(id, key);
    switch (act) {
      case "open":
        return told(client.POST("/api/consultations/{consultation_id}/open", { params }));
      case "reopen":
        return told(client.POST("/api/consultations/{consultation_id}/reopen", { params }));
      case "finish":
        return told(client.POST("/api/consultations/{consultation_id}/finish", { params }));
      case "close-call":
        return told(client.POST("/api/consultations/{consultation_id}/close-call", { params }));
    }
  }, onDone);
}

export function useAdvance(id: string) {
  return useRoomAct((body: { to: Stage; stage_epoch: number }, key) =>
    told(client.POST("/api/consultations/{consultation_id}/advance", { params: place(id, key), body })),
  );
}

/** What to do about a stage that could not be proven. */
export function useStageWay(id: string) {
  return useRoomAct(({ way, epoch }: { way: StageWay; epoch: number }, key) => {
    const call = { params: place(id, key), body: { stage_epoch: epoch } };
    switch (way) {
      case "retry":
        return told(client.POST("/api/consultations/{consultation_id}/stage/retry", call));
      case "move-room":
        return told(client.POST("/api/consultations/{consultation_id}/stage/move-room", call));
      case "cancel":
        return told(client.POST("/api/consultations/{consultation_id}/stage/cancel", call));
    }
  });
}

export function useTick(id: string) {
  return useRoomAct(({ item, ticked, value }: { item: string; ticked: boolean; value: string | null }, key) =>
    told(
      client.POST("/api/consultations/{consultation_id}/checklist/{item}", {
        params: { path: { consultation_id: id, item }, header: { "Idempotency-Key": key } },
        body: { ticked, value },
      }),
    ),
  );
}

export function useTakeChair(id: string, onDone: () => void) {
  return useRoomAct(
    (body: TakeChair, key) =>
      told(client.POST("/api/consultations/{consultation_id}/take-chair", { params: place(id, key), body })),
    onDone,
  );
}

export function useHandOver(id: string, onDone: () => void) {
  return useRoomAct(
    (user_id: string, key) =>
      told(
        client.POST("/api/consultations/{consultation_id}/hand-over-chair", { params: place(id, key), body: { user_id } }),
      ),
    onDone,
  );
}

export function useAnswerDevice(id: string) {
  return useRoomAct((answer: Answer, key) =>
    told(client.POST("/api/consultations/{consultation_id}/shared-device", { params: place(id, key), body: { answer } })),
  );
}

export function useSeatMove(id: string) {
  return useRoomAct(({ seatId, move }: { seatId: string; move: SeatMove }, key) => {
    const params = seatPlace(id, seatId, key);
    switch (move) {
      case "admit":
        return told(client.POST("/api/consultations/{consultation_id}/seats/{seat_id}/admit", { params }));
      case "send-back":
        return told(client.POST("/api/consultations/{consultation_id}/seats/{seat_id}/send-back", { params }));
      case "remove":
        return told(client.POST("/api/consultations/{consultation_id}/seats/{seat_id}/remove", { params }));
    }
  });
}

export function useMute(sessionId: string) {
  return useRoomAct(({ seatId, isMuted }: { seatId: string; isMuted: boolean }, key) =>
    told(
      client.POST("/api/sessions/{session_id}/seats/{seat_id}/mute", {
        params: { path: { session_id: sessionId, seat_id: seatId }, header: { "Idempotency-Key": key } },
        body: { is_muted: isMuted },
      }),
    ),
  );
}

export function useGuestLink(id: string) {
  return useRoomAct<void, components["schemas"]["GuestLinkOut"]>(() =>
    told(client.POST("/api/consultations/{consultation_id}/guest-link", { params: { path: { consultation_id: id } } })),
  );
}

export function leaveSeat(sessionId: string) {
  return told(client.POST("/api/sessions/{session_id}/leave", { params: { path: { session_id: sessionId } } }));
}
