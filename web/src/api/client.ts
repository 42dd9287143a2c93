/**
 * The only door to the server. A call gives its data or throws a `Problem`; nothing else comes out.
 * Types are generated from contracts/openapi.json; no endpoint type is written by hand.
 */
import createFetchClient, { type Middleware } from "openapi-fetch";
import { language } from "../shared/i18n/language";
import type { paths } from "./generated/openapi";
import { heard, lost } from "./liveness";
import { networkLost, type Problem, problemOf } from "./problem";
import { sessionEnded } from "./session";

/** The codes of a gateway in front of the server: it did not answer itself. */
const GATEWAY_STATUSES = new Set([502, 504]);

const edges: Middleware = {
  onRequest({ request }) {
    request.headers.set("Accept-Language", language.get());
    return request;
  },
  async onResponse({ response, schemaPath }) {
    if (GATEWAY_STATUSES.has(response.status)) {
      lost();
      throw networkLost();
    }
    heard();
    if (response.ok) return;
    const problem = problemOf(response.status, await response.json().catch(() => null));
    if (problem.code === "unauthenticated" && schemaPath !== "/api/signin") sessionEnded.set(true);
    throw problem;
  },
  onError() {
    lost();
    throw networkLost();
  },
};

export const client = createFetchClient<paths>({ baseUrl: location.origin, credentials: "same-origin" });
client.use(edges);

/** The data of a call; refusals were thrown on the way. */
export async function told<T>(call: Promise<{ data?: T }>): Promise<T> {
  return (await call).data as T;
}

declare module "@tanstack/react-query" {
  interface Register {
    defaultError: Problem;
  }
}
