/** The people of a demonstration; in production the address is absent and the page shows nothing of it. */
import { useQuery } from "@tanstack/react-query";
import { client, told } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";
import { asProblem } from "../../../api/problem";

export type DemoPerson = components["schemas"]["PeopleOut"]["people"][number];

const NOBODY: readonly DemoPerson[] = [];

export function useDemoPeople(): { people: readonly DemoPerson[]; looking: boolean } {
  const asked = useQuery({
    queryKey: ["get", "/api/demo/people"],
    queryFn: async () => {
      try {
        return (await told(client.GET("/api/demo/people"))).people;
      } catch (thrown) {
        if (asProblem(thrown).status === 404) return [];
        throw thrown;
      }
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { people: asked.data ?? NOBODY, looking: asked.isPending };
}
