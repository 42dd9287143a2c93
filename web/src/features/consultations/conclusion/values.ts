/**
 * The chair's form and what leaves it. A draft keeps the rows as they stand, also unfinished ones; what is sent is
 * trimmed and without empty rows. Pure. Source: domain.md §7.2.
 */
import type { components } from "../../../api/generated/openapi";
import type { Term } from "../../terms";

export type ConclusionIn = components["schemas"]["ConclusionIn"];
export type Kind = components["schemas"]["RecommendationKind"];

export const KINDS: readonly Kind[] = ["test", "treatment", "referral", "follow_up"];

export interface Differential {
  diagnosis?: string;
  reasons?: string;
}

export interface Recommendation {
  kind: Kind;
  text?: string;
  due?: string;
  red_flags?: string;
}

export interface Values {
  diagnoses: Term[];
  differentials: Differential[];
  /** By the number of the question. */
  answers: Record<string, string | undefined>;
  conclusion?: string;
  recommendations: Recommendation[];
  discussion_digest?: string;
  limits?: string;
  explanation?: string;
}

export interface Question {
  number: number;
  text: string;
}

type Content = Record<string, unknown>;

/** What a draft holds: the shape of what is sent, unfinished rows included, and which case it is about. */
export function draftOf(values: Values, caseId: string): Content {
  const { answers, diagnoses, differentials, recommendations, ...texts } = values;
  return {
    ...texts,
    case_id: caseId,
    diagnoses: diagnoses.filter((each) => each.display !== ""),
    differentials: differentials.filter((each) => each.diagnosis || each.reasons),
    recommendations: recommendations.filter((each) => each.text || each.due || each.red_flags),
    answers: Object.entries(answers).flatMap(([number, text]) => (text ? [{ number: Number(number), text }] : [])),
  };
}

/** The form as a draft left it; `limits` is the sentence that stands there from the start. */
export function valuesOf(content: Content | undefined, limits: string): Values {
  const rows = <Row>(name: string) => (Array.isArray(content?.[name]) ? (content[name] as Row[]) : []);
  const text = (name: string) => (typeof content?.[name] === "string" ? content[name] : undefined);
  const kept = {
    conclusion: text("conclusion"),
    discussion_digest: text("discussion_digest"),
    explanation: text("explanation"),
  };
  return {
    diagnoses: rows<Term>("diagnoses"),
    differentials: rows<Differential>("differentials"),
    recommendations: rows<Recommendation>("recommendations"),
    answers: Object.fromEntries(
      rows<{ number: number; text: string }>("answers").map(({ number, text: answer }) => [String(number), answer]),
    ),
    limits: text("limits") ?? limits,
    ...(Object.fromEntries(Object.entries(kept).filter(([, each]) => each !== undefined)) as Partial<Values>),
  };
}

export function sentOf(values: Values, questions: readonly Question[]): ConclusionIn {
  const answered = questions.flatMap(({ number }) => {
    const text = values.answers[String(number)]?.trim();
    return text ? [{ number, text }] : [];
  });
  return {
    conclusion: values.conclusion?.trim() ?? "",
    limits: values.limits?.trim() ?? "",
    discussion_digest: values.discussion_digest?.trim() || null,
    explanation: values.explanation?.trim() || null,
    answers: answered,
    diagnoses: values.diagnoses
      .filter(hasWords)
      .map(({ display, code, system, edition }) => ({
        display: display.trim(),
        code: code ?? null,
        system: system ?? null,
        edition: edition ?? null,
      })),
    differentials: values.differentials
      .filter((each) => each.diagnosis?.trim() || each.reasons?.trim())
      .map(({ diagnosis, reasons }) => ({ diagnosis: diagnosis?.trim() ?? "", reasons: reasons?.trim() ?? "" })),
    recommendations: values.recommendations.filter(hasText).map(({ kind, text, due, red_flags }) => ({
      kind,
      text: text?.trim() ?? "",
      due: due?.trim() || null,
      red_flags: red_flags?.trim() || null,
    })),
  };
}

/** Where the form has what the server's pointer names: rows that were left out are counted again, answers by number. */
export function placeIn(values: Values, sent: ConclusionIn, pointer: string): string {
  const [, list = "", at = "", ...rest] = pointer.split("/");
  const index = Number(at);
  switch (list) {
    case "answers":
      return `/answers/${sent.answers?.[index]?.number ?? at}`;
    case "diagnoses":
      return `/diagnoses/${nth(values.diagnoses, hasWords, index)}`;
    case "differentials":
      return ["/differentials", nth(values.differentials, (each) => isFilled(each), index), ...rest].join("/");
    case "recommendations":
      return ["/recommendations", nth(values.recommendations, hasText, index), ...rest].join("/");
    default:
      return pointer;
  }
}

export function hasWords(term: Term | undefined): boolean {
  return Boolean(term?.display.trim());
}

export function hasText(row: Recommendation | undefined): boolean {
  return Boolean(row?.text?.trim() || row?.due?.trim() || row?.red_flags?.trim());
}

function isFilled({ diagnosis, reasons }: Differential): boolean {
  return Boolean(diagnosis?.trim() || reasons?.trim());
}

function nth<Row>(rows: readonly Row[], counts: (row: Row) => boolean, sent: number): number {
  return rows.flatMap((row, index) => (counts(row) ? [index] : []))[sent] ?? sent;
}
