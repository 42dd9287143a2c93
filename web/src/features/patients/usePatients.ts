/** Patients as the server lets this person see them. */
import { keepPreviousData, skipToken, useQuery } from "@tanstack/react-query";
import { client, told } from "../../api/client";
import type { components } from "../../api/generated/openapi";
import { api } from "../../api/query";

export type Hit = components["schemas"]["HitOut"];
export type Arrival = components["schemas"]["ArrivalOut"];
export type Patient = components["schemas"]["PatientOut"];

export function usePatient(id: string) {
  return api.useQuery("get", "/api/patients/{patient_id}", { params: { path: { patient_id: id } } });
}

/** Who came to this person's store on a day; the list of the workbench. */
export function useArrivals(day: string) {
  return api.useQuery("get", "/api/visits", { params: { query: { day } } });
}

/** One letter stands for too many names to be searched for; one Chinese character does not. */
export function isTooShort(typed: string): boolean {
  return /^[a-z]?$/i.test(typed.trim());
}

export function useFoundPatients(typed: string) {
  const q = typed.trim();
  const init = { params: { query: { q } } };
  return useQuery({
    queryKey: ["get", "/api/patients", init],
    queryFn: isTooShort(q) ? skipToken : ({ signal }) => told(client.GET("/api/patients", { ...init, signal })),
    placeholderData: keepPreviousData,
  });
}
