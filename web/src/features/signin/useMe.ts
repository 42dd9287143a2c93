/** Whether anybody is signed in, who it is and what he may do; asked once a page load. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { client, told } from "../../api/client";
import type { components } from "../../api/generated/openapi";

export type Me = components["schemas"]["MeOut"];

export const meQuery = queryOptions({
  queryKey: ["get", "/api/me"],
  queryFn: () => told(client.GET("/api/me")),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Asked first: a browser prints a refused call as an error, and nobody having signed in yet is none. */
export const signInQuery = queryOptions({
  queryKey: ["get", "/api/signin"],
  queryFn: () => told(client.GET("/api/signin")),
  staleTime: 0,
});

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

export function useMay(): (permission: string) => boolean {
  const { permissions } = useMe();
  return (permission) => permissions.includes(permission);
}
