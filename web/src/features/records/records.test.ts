import { describe, expect, it } from "vitest";
import { clashes } from "./document/clashes";
import { type Body, fieldsOf, patchOf } from "./document/readable";
import { halfPressure, isNumber, measured, plainNumber } from "./entry/vitals";
import { writingsFor } from "./entry/writings";
import { daysOf, kindsOf } from "./timeline/days";
import type { Entry } from "./timeline/useTimeline";
import { plainUnit } from "./units";

function entry(kind: string, at: string, author_name = "Chen"): Entry {
  const id = `${kind}-${at}`;
  return { kind, id, ver: 1, etag: "e", at, title: kind, summary: "", author_name, store_name: "S" };
}

describe("the record by day", () => {
  const entries = [
    entry("Observation", "2026-11-25T03:02:00Z"),
    entry("Observation", "2026-11-25T03:01:00Z"),
    entry("Observation", "2026-11-25T03:00:00Z", "Li"),
    entry("Composition", "2026-11-24T15:59:00Z"),
    entry("Observation", "2026-11-24T15:58:00Z"),
  ];

  it("shows one measuring of one person as one row", () => {
    expect(daysOf(entries).map(({ day, rows }) => [day, rows.map((row) => row.entries.length)])).toEqual([
      ["2026-11-25", [2, 1]],
      ["2026-11-24", [1, 1]],
    ]);
  });

  it("loses no entry; the values of one row stand in the order of measuring", () => {
    const shown = daysOf(entries).flatMap(({ rows }) => rows.flatMap((row) => row.entries));
    expect(shown).toEqual([entries[1], entries[0], ...entries.slice(2)]);
    expect(kindsOf(entries)).toEqual(["Observation", "Composition"]);
  });
});

describe("vital signs", () => {
  it("only what was measured is sent, numbers as they were typed", () => {
    const signs = measured({ temperature: "３６．50", heart_rate: " 88 ", body_weight: "" }).map(({ sign }) => sign);
    expect(signs).toEqual([
      { code: "8310-5", value: "36.50" },
      { code: "8867-4", value: "88" },
    ]);
  });

  it("half a blood pressure names the missing half", () => {
    expect(halfPressure({ systolic: "150" })).toBe("diastolic");
    expect(halfPressure({ diastolic: "95" })).toBe("systolic");
    expect(halfPressure({ systolic: "150", diastolic: "95" })).toBeNull();
    expect(halfPressure({})).toBeNull();
  });

  it("a comma is a point and a word is no number", () => {
    expect(plainNumber("36,5")).toBe("36.5");
    expect(isNumber("36.5")).toBe(true);
    for (const typed of ["", "abc", "-1", "1.2.3", "12345"]) expect(isNumber(typed), typed).toBe(false);
    expect(["Cel", "mm[Hg]", "{score}"].map(plainUnit)).toEqual(["℃", "mmHg", "score"]);
  });
});

describe("a document to amend", () => {
  const allergy: Body = {
    code: { text: "Penicillins" },
    criticality: "high",
    reaction: [{ id: "ab12cd34", manifestation: [{ id: "ef56gh78", text: "rash" }] }],
  };
  const place = "/reaction/#ab12cd34/manifestation/#ef56gh78/text";

  it("is changed where somebody typed, with what was seen there", () => {
    const fields = fieldsOf("AllergyIntolerance", allergy);
    expect(patchOf(fields, { [place]: "rash, dyspnoea ", "/criticality": "high" })).toEqual({
      [place]: ["rash", "rash, dyspnoea"],
    });
  });

  it("an emptied field becomes absent, not an empty text", () => {
    const fields = fieldsOf("Condition", { code: { text: "I10" }, note: [{ id: "n1", text: "x" }] });
    expect(patchOf(fields, { "/note/#n1/text": "" })).toEqual({ "/note/#n1/text": ["x", null] });
  });

  it("a note is read with its marks taken off and never changed", () => {
    const div = '<div xmlns="http://www.w3.org/1999/xhtml">BP &lt; 140<br/>&amp; stable</div>';
    const code = { coding: [{ id: "c", code: "chief_complaint" }] };
    const fields = fieldsOf("Composition", { section: [{ id: "s1", code, text: { status: "generated", div } }] });
    expect(fields.map(({ label, text, amendable }) => ({ label, text, amendable }))).toEqual([
      { label: "section.chief_complaint", text: "BP < 140\n& stable", amendable: false },
    ]);
    expect(patchOf(fields, { [fields[0]?.pointer ?? ""]: "other" })).toEqual({});
  });

  it("a consultation report is read by what was concluded, without what only machines want of it", () => {
    const part = (code: string, inside: string | Body[], title?: string): Body => ({
      code: { coding: [{ system: "urn:huizhen:report-section", code }] },
      ...(title ? { title } : {}),
      ...(typeof inside === "string" ? { text: { div: `<div>${inside}</div>` } } : { section: inside }),
    });
    const said = (parts: Record<string, string>) => part("item", Object.entries(parts).map(([code, text]) => part(code, text)));
    const expert = part("expert", [part("name", "Han"), part("chair", "false")]);
    const fields = fieldsOf("Composition", {
      section: [
        part("time_zone", "Asia/Shanghai"),
        part("questions", [said({ no: "1", text: "ILD?", answer: "yes &lt;b&gt;" })]),
        part("opinions", [part("item", [expert, part("text", "ILD"), part("dissent", "no CTX")])], "Opinions"),
        part("conclusion", "ILD<br/>progressive"),
        part("recommendations", [said({ no: "1", kind: "test", text: "HRCT", due: "1 w", red_flags: "fever" }), said({ no: "2", text: "MMF" })]),
        part("explanation", [part("by", "Shen"), part("text", "in plain words")]),
      ],
    });
    expect(fields.map(({ label, text, labelText }) => [label, text, labelText])).toEqual([
      ["report.conclusion", "ILD\nprogressive", ""],
      ["report.recommendations", "1. HRCT (1 w) \n⚠ fever\n2. MMF", ""],
      ["report.questions", "1. ILD?\nyes <b>", ""],
      ["report.opinions", "Han: ILD", "Opinions"],
      ["report.dissents", "Han: no CTX", "Opinions"],
      ["report.explanation", "in plain words", ""],
    ]);
    expect(fields.some(({ amendable }) => amendable)).toBe(false);
  });

  it("a measurement shows number and unit", () => {
    const valueQuantity = { value: 88, unit: "x", code: "/min" };
    const [field] = fieldsOf("Observation", { code: { text: "Heart rate" }, valueQuantity });
    expect(field).toMatchObject({ labelText: "Heart rate", text: "88", unit: "/min", amendable: false });
  });

  it("two people who changed one field both are shown; the rest is merged in silence", () => {
    const before = fieldsOf("AllergyIntolerance", allergy);
    const after = fieldsOf("AllergyIntolerance", {
      ...allergy,
      criticality: "low",
      reaction: [{ id: "ab12cd34", manifestation: [{ id: "ef56gh78", text: "itching" }] }],
    });
    expect(clashes(before, after, { [place]: "rash, dyspnoea", "/criticality": "high" })).toEqual([
      { pointer: place, before: "rash", mine: "rash, dyspnoea", theirs: "itching" },
    ]);
  });
});

it("a nurse measures, a physician writes, the desk does neither", () => {
  const nurse = ["record:read", "record:measure"];
  const physician = [...nurse, "record:write"];
  expect(writingsFor((permission) => nurse.includes(permission))).toEqual(["vitals"]);
  expect(writingsFor((permission) => physician.includes(permission))).toEqual(["note", "condition", "vitals", "allergy"]);
  expect(writingsFor(() => false)).toEqual([]);
});
