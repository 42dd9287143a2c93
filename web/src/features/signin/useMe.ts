/** Who is signed in and what he may do; asked once a page load. */
import { queryOptions, useSuspenseQuery } from "@tanstack/react-query";
import { client, told } from "../../api/client";
import type { components } from "../../api/generated/openapi";

export type Me = components["schemas"]["MeOut"];

export const meQuery = queryOptions({
  queryKey: ["get", "/api/me"],
  queryFn: () => told(client.GET("/api/me")),
  staleTime: Number.POSITIVE_INFINITY,
});

export function useMe(): Me {
  return useSuspenseQuery(meQuery).data;
}

export function useMay(): (permission: string) => boolean {
  const { permissions } = useMe();
  return (permission) => permissions.includes(permission);
}
