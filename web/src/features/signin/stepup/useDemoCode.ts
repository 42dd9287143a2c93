/** The signed-in person's next usable code. Only a demonstration has it, and it is asked anew when it changes. */
import { useQuery } from "@tanstack/react-query";
import { client, told } from "../../../api/client";

const LEAST_MS = 1_000;

export function useDemoCode(): string | undefined {
  const asked = useQuery({
    queryKey: ["get", "/api/demo/code"],
    queryFn: () => told(client.GET("/api/demo/code")),
    gcTime: 0,
    staleTime: 0,
    refetchInterval: ({ state }) => Math.max(LEAST_MS, (state.data?.seconds_left ?? 1) * 1000),
  });
  return asked.data?.code;
}
