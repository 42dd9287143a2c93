/** The people of a demonstration; in production the address is absent and the page shows nothing of it. */
import { useQuery } from "@tanstack/react-query";
import { client, told } from "../../../api/client";
import type { components } from "../../../api/generated/openapi";
import { queries } from "../../../api/query";
import { signInQuery } from "../useMe";

export type DemoPerson = components["schemas"]["DemoPeopleOut"]["people"][number];

const NOBODY: readonly DemoPerson[] = [];

export function useDemoPeople(): { people: readonly DemoPerson[]; looking: boolean } {
  const asked = useQuery({
    queryKey: ["get", "/api/demo/people"],
    queryFn: async () => {
      const { demo } = await queries.ensureQueryData(signInQuery);
      return demo ? (await told(client.GET("/api/demo/people"))).people : [];
    },
    staleTime: Number.POSITIVE_INFINITY,
  });
  return { people: asked.data ?? NOBODY, looking: asked.isPending };
}
