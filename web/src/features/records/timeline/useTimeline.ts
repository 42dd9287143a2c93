/** The record, newest first, in pages. */
import { useInfiniteQuery } from "@tanstack/react-query";
import { client, told } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";

export type Entry = components["schemas"]["EntryOut"];

export function useTimeline(patientId: string) {
  return useInfiniteQuery({
    queryKey: ["get", "/api/patients/{patient_id}/timeline", { params: { path: { patient_id: patientId } } }],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam, signal }) =>
      told(
        client.GET("/api/patients/{patient_id}/timeline", {
          params: { path: { patient_id: patientId }, query: { before: pageParam } },
          signal,
        }),
      ),
    getNextPageParam: ({ next }) => next ?? undefined,
    select: ({ pages }) => pages.flatMap(({ entries }) => entries),
  });
}
