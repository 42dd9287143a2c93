/**
 * A signed consultation report as passages to read: what was concluded first, then what it rests on. The document names
 * its parts by code and holds more than a reader of the timeline wants (hashes, addresses, versions): the paper has it all.
 * Pure. Source: domain.md §7.2, `consultations/schemas/report.py`.
 */
import { type Body, codeOf, narrativeText, records, textOf } from "./body";

export interface Passage {
  code: string;
  text: string;
  /** The document's own word for it. */
  title: string;
}

type Item = Readonly<Record<string, string | undefined>>;

const SECTIONS = "urn:huizhen:report-section";

export function isReport(body: Body): boolean {
  const [first] = records(body.section);
  const code = first?.code;
  const coding = code !== null && typeof code === "object" && !Array.isArray(code) ? records(code.coding)[0] : undefined;
  return textOf(coding?.system) === SECTIONS;
}

const ITEM_TEXTS: Readonly<Record<string, (item: Item) => string>> = {
  diagnoses: ({ text, code, edition }) => [text, code, edition].filter(Boolean).join(" "),
  recommendations: ({ no, text, due, red_flags }) =>
    [`${no ?? ""}. ${text ?? ""}`, due && `(${due})`, red_flags && `\n⚠ ${red_flags}`].filter(Boolean).join(" "),
  questions: ({ no, text, answer }) => `${no ?? ""}. ${text ?? ""}\n${answer ?? ""}`,
  opinions: ({ name, text }) => `${name ?? ""}: ${text ?? ""}`,
  dissents: ({ name, dissent }) => `${name ?? ""}: ${dissent ?? ""}`,
  differentials: ({ diagnosis, reasons }) => `${diagnosis ?? ""}: ${reasons ?? ""}`,
};

const ORDER = [
  "diagnoses",
  "conclusion",
  "recommendations",
  "questions",
  "opinions",
  "dissents",
  "differentials",
  "discussion_digest",
  "limits",
  "explanation",
  "reason",
  "purpose",
  "number",
  "decision_statement",
] as const;

export function passagesOf(body: Body): Passage[] {
  const sections = new Map(records(body.section).map((section) => [codeOf(section.code) ?? "", section]));
  return ORDER.flatMap((code) => {
    const section = sections.get(code === "dissents" ? "opinions" : code);
    const text = section ? passage(code, section) : "";
    return text ? [{ code, text, title: textOf(section?.title) }] : [];
  });
}

function passage(code: string, section: Body): string {
  const told = ITEM_TEXTS[code];
  if (told === undefined) return textIn(section) || (partsOf(section).text ?? "");
  const items = records(section.section).map(partsOf);
  return items
    .filter(({ dissent }) => code !== "dissents" || dissent)
    .map(told)
    .join("\n");
}

/** The texts of a section's parts by their codes, a part's own parts included. */
function partsOf(section: Body): Item {
  return Object.fromEntries(
    records(section.section).flatMap((part) => [
      ...Object.entries(partsOf(part)),
      ...(textIn(part) ? [[codeOf(part.code) ?? "", textIn(part)] as const] : []),
    ]),
  );
}

function textIn(section: Body): string {
  return narrativeText(section.text ?? null);
}
