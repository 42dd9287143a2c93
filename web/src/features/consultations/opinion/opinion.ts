/** Who has spoken about a case, and whether it is the moment to. Pure; what may be signed is the server's word. */
import type { components } from "../../../api/generated/openapi";
import type { Case } from "../useCases";

export type Opinion = Case["opinions"][number];
type Stage = components["schemas"]["Stage"];

export interface Speaker {
  id: string;
  name: string;
  orgName: string;
  isChair: boolean;
  opinion: Opinion | null;
}

/** Every expert who has accepted; silence is shown as silence. */
export function speakersOf({ invitations, opinions }: Pick<Case, "invitations" | "opinions">): Speaker[] {
  return invitations
    .filter(({ reply }) => reply === "accepted")
    .map(({ user, org_name, chair }) => ({
      id: user.id,
      name: user.name,
      orgName: org_name,
      isChair: chair,
      opinion: opinions.find((each) => each.user.id === user.id) ?? null,
    }));
}

/** Whose word still stands against the conclusion: the chair speaks by the conclusion itself. */
export function silentOnes(speakers: readonly Speaker[]): Speaker[] {
  return speakers.filter(({ opinion, isChair }) => opinion === null && !isChair);
}

export type Moment = "early" | "now" | "over";

const OPEN = new Set(["in_session", "opinion_drafted"]);
const BEFORE = new Set(["draft", "submitted", "store_review", "pre_review", "matching", "invited", "scheduled", "ready"]);
const CONCLUDING = new Set<Stage>(["conclude", "explain"]);

/** `stage`: where the session stands, as far as the reader knows. Not knowing is no reason to forbid. */
export function momentOf(state: string, stage: Stage | undefined): Moment {
  if (BEFORE.has(state)) return "early";
  if (!OPEN.has(state)) return "over";
  return state === "in_session" && stage !== undefined && !CONCLUDING.has(stage) ? "early" : "now";
}

export interface OpinionValues {
  text?: string;
  dissent?: string;
}

export interface OpinionDraft extends OpinionValues {
  case_id: string;
}

/** A draft belongs to a patient; what was written about another case of his is not taken for this one unsaid. */
export function isOfAnotherCase(content: Record<string, unknown> | undefined, caseId: string): boolean {
  return typeof content?.case_id === "string" && content.case_id !== caseId;
}

/** The first letters of a hash: enough to compare by eye. */
export function shortHash(hash: string): string {
  return hash.slice(0, 12);
}
