/** What of a case is open first: what waits for the reader, else what there is to read. Pure. */
import { speakersOf } from "../opinion/opinion";
import type { Case } from "../useCases";

export const TABS = ["request", "opinion", "conclusion"] as const;

export type CaseTab = (typeof TABS)[number];

const CONCLUDING = new Set(["in_session", "opinion_drafted"]);

type Known = Pick<Case, "state" | "conclusion" | "roles" | "invitations" | "opinions">;

export function firstTab(found: Known, userId: string): CaseTab {
  if (found.conclusion) return "conclusion";
  if (!CONCLUDING.has(found.state)) return "request";
  if (found.roles.includes("chair")) return "conclusion";
  const own = speakersOf(found).find(({ id }) => id === userId);
  if (own && own.opinion === null) return "opinion";
  return found.state === "opinion_drafted" ? "conclusion" : "request";
}

export function tabOf(asked: string | undefined): CaseTab | undefined {
  return TABS.find((each) => each === asked);
}
