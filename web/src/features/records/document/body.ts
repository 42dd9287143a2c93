/** The parts of a FHIR body, whatever stands in it. Pure. */

export type Json = string | number | boolean | null | Json[] | { [member: string]: Json };
export type Body = { [member: string]: Json };

export function codeOf(concept: Json | undefined): string | undefined {
  if (!isRecord(concept)) return undefined;
  return textOf(records(concept.coding)[0]?.code) || undefined;
}

/** Narrative is XHTML in FHIR; what the server writes is escaped text with line breaks and nothing else. */
export function narrativeText(value: Json): string {
  if (!isRecord(value)) return "";
  return textOf(value.div)
    .replaceAll(/<br\s*\/?>/g, "\n")
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

export function textOf(value: Json | undefined): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}

export function records(value: Json | undefined): Body[] {
  return Array.isArray(value) ? value.filter(isRecord) : [];
}

export function isRecord(value: Json | undefined): value is Body {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
