/**
 * A document as fields to read and to amend. The body is a FHIR R4 resource; a pointer addresses an element of an array
 * by its id, so that an amendment stays true when somebody else adds one. Pure. Source: FHIR R4, decision D10.
 */

import { type Body, codeOf, isRecord, type Json, narrativeText, records, textOf } from "./body";
import { isReport, passagesOf } from "./report";

export type { Body, Json } from "./body";

export interface Field {
  pointer: string;
  /** Key of the label in `records`; `labelText` when the document itself names it. */
  label: string;
  labelText?: string | undefined;
  value: Json;
  text: string;
  unit?: string | undefined;
  kind: "line" | "text" | "number" | "date" | "criticality";
  /** Notes are final and measurements are what they were: they are followed by another, never changed. */
  amendable: boolean;
  /** The new value when somebody typed this text. */
  write: (text: string) => Json;
}

export type Patch = Record<string, [Json, Json]>;

const READERS: Readonly<Record<string, (body: Body) => Field[]>> = {
  Composition: compositionFields,
  Condition: conditionFields,
  Observation: observationFields,
  AllergyIntolerance: allergyFields,
};

export function fieldsOf(kind: string, body: Body): Field[] {
  return READERS[kind]?.(body) ?? [];
}

/** Our word for the field, else the document's own. */
export function labelOf(field: Field, t: (key: string, options: { defaultValue: string }) => string): string {
  if (field.label === "field.value" && field.labelText) return field.labelText;
  return t(field.label, { defaultValue: field.labelText ?? "" });
}

/** What was typed, as the change that the server understands: each place with what was seen there. */
export function patchOf(fields: readonly Field[], typed: Readonly<Record<string, string>>): Patch {
  const changed = fields.filter(({ pointer, text, amendable }) => {
    const now = typed[pointer];
    return amendable && now !== undefined && now.trim() !== text;
  });
  return Object.fromEntries(
    changed.map((field) => [field.pointer, [field.value, field.write((typed[field.pointer] as string).trim())]]),
  );
}

function compositionFields(body: Body): Field[] {
  if (isReport(body)) {
    return passagesOf(body).map(({ code, text, title }): Field => ({ ...shown(`report.${code}`, text), labelText: title, kind: "text" }));
  }
  return records(body.section).map((section): Field => {
    const code = codeOf(section.code);
    return {
      ...shown(code ? `section.${code}` : "field.section", narrativeText(section.text ?? null)),
      pointer: `/section/#${String(section.id)}/text`,
      labelText: textOf(section.title),
      kind: "text",
    };
  });
}

function conditionFields(body: Body): Field[] {
  return [
    shown("field.diagnosis", conceptText(body.code)),
    { ...line("/onsetDateTime", "field.onset_on", body.onsetDateTime), kind: "date" },
    ...noteFields(body.note),
  ];
}

function allergyFields(body: Body): Field[] {
  const reactions = records(body.reaction).flatMap((reaction) =>
    records(reaction.manifestation).map((manifestation): Field => {
      const pointer = `/reaction/#${String(reaction.id)}/manifestation/#${String(manifestation.id)}/text`;
      return { ...line(pointer, "field.reaction", manifestation.text), kind: "text" };
    }),
  );
  return [
    shown("field.allergen", conceptText(body.code)),
    { ...line("/criticality", "field.criticality", body.criticality), kind: "criticality" },
    ...reactions,
    ...noteFields(body.note),
  ];
}

function observationFields(body: Body): Field[] {
  const given = isRecord(body.valueQuantity) ? body.valueQuantity : {};
  return [
    {
      ...shown("field.value", textOf(given.value)),
      labelText: conceptText(body.code),
      unit: textOf(given.code) || textOf(given.unit),
      kind: "number",
    },
  ];
}

function noteFields(note: Json | undefined): Field[] {
  return records(note).map((each) => ({
    ...line(`/note/#${String(each.id)}/text`, "field.note", each.text),
    kind: "text",
  }));
}

function line(pointer: string, label: string, value: Json | undefined): Field {
  return {
    pointer,
    label,
    value: value ?? null,
    text: textOf(value),
    kind: "line",
    amendable: true,
    write: (text) => text || null,
  };
}

function shown(label: string, text: string): Field {
  return { ...line(label, label, text), amendable: false };
}

function conceptText(concept: Json | undefined): string {
  if (!isRecord(concept)) return "";
  const [coding] = records(concept.coding);
  return textOf(concept.text) || textOf(coding?.display) || textOf(coding?.code);
}
