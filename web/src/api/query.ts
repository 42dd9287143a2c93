/** Server state: one cache, honest about failure, refreshed by events and by looking again. */
import { QueryClient } from "@tanstack/react-query";
import createQueryHooks from "openapi-react-query";
import { client } from "./client";
import { asProblem } from "./problem";

const RETRIES_MAX = 2;
const FRESH_MS = 30_000;

export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      // Ask also when the browser believes to be offline: the server may be on this very machine.
      networkMode: "always",
      retry: (failures, thrown) => asProblem(thrown).unanswered && failures < RETRIES_MAX,
    },
    mutations: { networkMode: "always", retry: false },
  },
});

export const api = createQueryHooks(client);
