/** One document of the record, its versions, and its amendment against the version that was seen. */
import { skipToken, useQuery, useQueryClient } from "@tanstack/react-query";
import { client, told } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";
import { type Submission, useSubmission } from "../../../api/submission";
import { recordKeys } from "../recordKeys";
import type { Patch } from "./readable";

export type DocumentOut = components["schemas"]["DocumentOut"];

export interface Place {
  patientId: string;
  kind: string;
  documentId: string;
}

function pathOf({ patientId, kind, documentId }: Place) {
  return { patient_id: patientId, kind, document_id: documentId };
}

export function useDocument(place: Place) {
  const params = { path: pathOf(place) };
  return useQuery({
    queryKey: ["get", "/api/patients/{patient_id}/documents/{kind}/{document_id}", { params }],
    queryFn: () => told(client.GET("/api/patients/{patient_id}/documents/{kind}/{document_id}", { params })),
  });
}

export function useVersions(place: Place, wanted: boolean) {
  const params = { path: pathOf(place) };
  return useQuery({
    queryKey: ["get", "/api/patients/{patient_id}/documents/{kind}/{document_id}/versions", { params }],
    queryFn: wanted
      ? () => told(client.GET("/api/patients/{patient_id}/documents/{kind}/{document_id}/versions", { params }))
      : skipToken,
  });
}

export interface Amendment {
  patch: Patch;
  etag: string;
}

export function useAmend(place: Place, onDone: () => void): Submission<Amendment, unknown> {
  const queries = useQueryClient();
  return useSubmission(
    ({ patch, etag }: Amendment, key) =>
      told(
        client.PATCH("/api/patients/{patient_id}/documents/{kind}/{document_id}", {
          params: { path: pathOf(place), header: { "Idempotency-Key": key, "If-Match": etag } },
          body: { patch },
        }),
      ),
    () => {
      for (const queryKey of recordKeys(place.patientId)) void queries.invalidateQueries({ queryKey });
      onDone();
    },
  );
}
