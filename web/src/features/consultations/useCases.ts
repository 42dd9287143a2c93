/** Cases as the server tells them, and what a command makes old. */
import { client, told } from "../../api/client";
import type { components } from "../../api/generated/openapi";
import { api, queries } from "../../api/query";
import { type Submission, useSubmission } from "../../api/submission";

export type Case = components["schemas"]["CaseOut"];
export type Line = components["schemas"]["LineOut"];
export type Mine = components["schemas"]["MineOut"];
export type Command = components["schemas"]["Command"];
export type Invitation = components["schemas"]["InvitationOut"];
export type Practitioner = components["schemas"]["PractitionerOut"];

/** States whose papers the chair has signed; everything else says 未签署. */
const SIGNED = new Set(["signed", "delivered", "executing", "closed"]);
/** Over without a report: there is nothing to sign any more. */
const ENDED = new Set(["declined", "cancelled", "no_show", "aborted", "converted"]);

export function isUnsigned(state: string): boolean {
  return !SIGNED.has(state) && !ENDED.has(state);
}

export function useMine() {
  return api.useQuery("get", "/api/consultations");
}

export function useCase(id: string) {
  return api.useQuery("get", "/api/consultations/{consultation_id}", { params: { path: { consultation_id: id } } });
}

export function useConsultants(specialty: string | undefined) {
  const query = specialty === undefined ? { role: "consultant" as const } : { role: "consultant" as const, specialty };
  return api.useQuery("get", "/api/practitioners", { params: { query } });
}

/** A case moved: its lists, its page, and for whom a record opened or closed, the record. */
export function refreshCases(): void {
  void queries.invalidateQueries({ queryKey: ["get", "/api/consultations"] });
  void queries.invalidateQueries({ queryKey: ["get", "/api/consultations/{consultation_id}"] });
}

/** A command of a case. Whatever the answer, what the page stands on is asked again. */
export function useAct<In, Out>(
  send: (input: In, key: string) => Promise<Out>,
  onDone?: (out: Out, input: In) => void,
): Submission<In, Out> {
  return useSubmission(
    async (input: In, key: string) => {
      try {
        return await send(input, key);
      } finally {
        refreshCases();
      }
    },
    onDone,
  );
}

export function place(id: string, key: string) {
  return { path: { consultation_id: id }, header: { "Idempotency-Key": key } };
}

export function invite(id: string, body: components["schemas"]["InviteIn"], key: string) {
  return told(
    client.POST("/api/consultations/{consultation_id}/invitations", { params: place(id, key), body }),
  );
}
