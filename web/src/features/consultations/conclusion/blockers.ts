/**
 * What still stands against signing, each with the place where it is mended. The form and the case are looked at while
 * the chair writes; the server's own refusals of the last preview are added where they say more. Pure; the server
 * decides. Source: domain.md §3.2 (`sign`, chair).
 */
import type { components } from "../../../api/generated/openapi";
import type { Speaker } from "../opinion/opinion";
import { silentOnes } from "../opinion/opinion";
import type { RoomOfCase } from "../useRoomOf";
import { hasText, hasWords, type Question, type Values } from "./values";

export type Refusal = components["schemas"]["RefusalOut"];
type Stage = components["schemas"]["Stage"];

export type Blocker =
  | { code: "not_begun" | "not_finished" | "conclusion_empty" | "limits_empty" | "no_diagnosis" | "codes_missing" | "no_recommendation" }
  | { code: "opinion_missing"; name: string }
  | { code: "unanswered"; number: number }
  | { code: "uncoded"; row: number; display: string }
  | { code: "stage_skipped"; stage: Stage }
  | { code: "item_open"; item: string }
  | { code: "refused"; refusal: Refusal };

/** What the checklist ticks itself once the conclusion holds it: said by the fields, not twice. */
const TOLD_BY_FIELDS = new Set(["questions_answered", "recommendations_itemised", "each_opinion_entered"]);
const BEFORE = new Set(["invited", "scheduled", "ready"]);
/** Refusals that the looks below have put into words already. */
const LOOKED_AT = new Set([
  "opinions-missing",
  "stages-skipped",
  "checklist-open",
  "questions-unanswered",
  "conclusion-incomplete",
]);

const TOO_EARLY = new Set(["wrong-state", "opinion-too-early"]);

export interface Looked {
  state: string;
  speakers: readonly Speaker[];
  questions: readonly Question[];
  room: Pick<RoomOfCase, "stages"> | undefined;
}

export function blockersOf(values: Values, looked: Looked): Blocker[] {
  return [...ofForm(values, looked.questions), ...ofCase(looked)];
}

/** What a last preview was refused for and nothing above says. */
export function withRefusals(found: readonly Blocker[], refusals: readonly Refusal[]): Blocker[] {
  const more = refusals.filter(({ code }) => !LOOKED_AT.has(code) && !(TOO_EARLY.has(code) && saysTooEarly(found)));
  return [...found, ...more.map((refusal): Blocker => ({ code: "refused", refusal }))];
}

/** The server's refusals alone, as the same words: what a preview shows. */
export function blockersOfRefusals(refusals: readonly Refusal[], looked: Pick<Looked, "state" | "speakers">): Blocker[] {
  return refusals.flatMap((refusal): Blocker[] => {
    const { code, facts } = refusal;
    const list = (name: string) => (Array.isArray(facts[name]) ? (facts[name] as unknown[]) : []);
    switch (code) {
      case "questions-unanswered":
        return list("questions").map((number) => ({ code: "unanswered", number: Number(number) }));
      case "stages-skipped":
        return list("stages").map((stage) => ({ code: "stage_skipped", stage: String(stage) as Stage }));
      case "checklist-open":
        return list("items")
          .map(String)
          .filter((item) => !TOLD_BY_FIELDS.has(item))
          .map((item) => ({ code: "item_open", item }));
      case "conclusion-incomplete":
        return list("missing").map((what) => ({ code: what === "recommendations" ? "no_recommendation" : "codes_missing" }));
      case "opinions-missing":
        return silentOnes(looked.speakers).map(({ name }) => ({ code: "opinion_missing", name }));
      case "wrong-state":
      case "opinion-too-early":
        return [looked.state === "in_session" ? { code: "not_finished" } : { code: "refused", refusal }];
      default:
        return [{ code: "refused", refusal }];
    }
  });
}

function ofForm(values: Values, questions: readonly Question[]): Blocker[] {
  const diagnoses = (values.diagnoses ?? []).flatMap((term, row) => (hasWords(term) ? [{ term, row }] : []));
  return [
    ...questions
      .filter(({ number }) => !values.answers?.[String(number)]?.trim())
      .map(({ number }): Blocker => ({ code: "unanswered", number })),
    ...when(diagnoses.length === 0, { code: "no_diagnosis" }),
    ...diagnoses
      .filter(({ term }) => !term.code)
      .map(({ term, row }): Blocker => ({ code: "uncoded", row, display: term.display.trim() })),
    ...when(!values.conclusion?.trim(), { code: "conclusion_empty" }),
    ...when(!(values.recommendations ?? []).some(hasText), { code: "no_recommendation" }),
    ...when(!values.limits?.trim(), { code: "limits_empty" }),
  ];
}

export function ofCase({ state, speakers, room }: Omit<Looked, "questions">): Blocker[] {
  // Before the session everything is still open; one sentence says so.
  if (BEFORE.has(state)) return [{ code: "not_begun" }];
  const stages = room?.stages ?? [];
  return [
    ...silentOnes(speakers).map(({ name }): Blocker => ({ code: "opinion_missing", name })),
    ...stages
      .filter(({ mandatory, was_entered }) => mandatory && !was_entered)
      .map(({ stage }): Blocker => ({ code: "stage_skipped", stage })),
    ...stages
      .flatMap(({ checklist }) => checklist)
      .filter(({ code, mandatory, ticked_at }) => mandatory && ticked_at === null && !TOLD_BY_FIELDS.has(code))
      .map(({ code }): Blocker => ({ code: "item_open", item: code })),
    ...when(state === "in_session", { code: "not_finished" }),
  ];
}

function when(holds: boolean, blocker: Blocker): Blocker[] {
  return holds ? [blocker] : [];
}

function saysTooEarly(found: readonly Blocker[]): boolean {
  return found.some(({ code }) => code === "not_finished" || code === "not_begun");
}

/** The element that a jump goes to; none when it is not in this form. */
export function fieldOf(blocker: Blocker): string | undefined {
  switch (blocker.code) {
    case "unanswered":
      return `answers_${blocker.number}`;
    case "uncoded":
      return `diagnoses_${blocker.row}`;
    case "no_diagnosis":
      return "diagnoses_add";
    case "no_recommendation":
      return "recommendations_add";
    case "conclusion_empty":
      return "conclusion";
    case "limits_empty":
      return "limits";
    default:
      return undefined;
  }
}

/** The key under which React knows it. */
export function keyOf(blocker: Blocker): string {
  return JSON.stringify(blocker);
}
