import { describe, expect, it } from "vitest";
import { ledBy, toggled, withLead } from "./experts/chosen";
import { allLines, maskedName, nextAct, railOf } from "./list/nextAct";
import { asked, placeOf } from "./request/questions";
import { readinessOf } from "./request/readiness";
import type { Line, Mine } from "./useCases";

const SHEN = { id: "shen", name: "Shen" };
const HAN = { id: "han", name: "Han" };

describe("experts who are to be asked", () => {
  it("the first one leads, until another is chosen to", () => {
    const both = toggled(toggled([], SHEN), HAN);
    expect(both.map(({ id, chair }) => [id, chair])).toEqual([["shen", true], ["han", false]]);
    expect(ledBy(both, "han").map(({ chair }) => chair)).toEqual([false, true]);
  });

  it("somebody leads also when the lead is taken off the list", () => {
    const both = toggled(toggled([], SHEN), HAN);
    expect(toggled(both, SHEN)).toEqual([{ ...HAN, chair: true }]);
    expect(toggled(toggled(both, SHEN), HAN)).toEqual([]);
  });

  it("nobody is sent as lead into a case that has one", () => {
    expect(withLead(toggled([], SHEN), "han")).toEqual([{ ...SHEN, chair: false }]);
    expect(withLead([{ ...SHEN, chair: false }], undefined)).toEqual([{ ...SHEN, chair: true }]);
  });
});

describe("the questions of a request", () => {
  it("are sent in their order, without the empty lines of the form", () => {
    expect(asked([" first ", "", "second", "  "])).toEqual(["first", "second"]);
    expect(asked(undefined)).toEqual([]);
  });

  it("an error of the second one is shown where the second one stands", () => {
    expect(placeOf(["first", "", "second"], 1)).toBe(2);
    expect(placeOf([], 3)).toBe(0);
  });
});

describe("what a request stands on", () => {
  const patient = {
    consents: [
      { purpose: "treatment", state: "in_force" },
      { purpose: "sharing", state: "withdrawn" },
    ],
    allergies: [],
    visits: [{}],
  };

  it("a consent that was taken back is missing like one that was never asked", () => {
    expect(readinessOf(patient).consentsMissing).toEqual(["sharing", "remote_consultation"]);
  });

  it("allergies nobody asked about are missing, known or none is an answer", () => {
    expect(readinessOf(patient).allergiesKnown).toBe(false);
    expect(readinessOf({ ...patient, allergies: [{ display: "none known" }] }).allergiesKnown).toBe(true);
  });
});

describe("the next action of a row", () => {
  const line = (more: Partial<Line>) => ({ id: "1", state: "invited", roles: [], answer_until_at: null, ...more }) as Line;
  const mine = (more: Partial<Mine>): Mine => ({ waiting: [], today: [], upcoming: [], open: [], ...more });

  it("is to answer for whoever is asked", () => {
    expect(nextAct(line({ roles: ["consultant"], answer_until_at: "2026-11-27T00:00:00Z" }))).toBe("answer");
    expect(nextAct(line({ roles: ["consultant"] }))).toBe("open");
  });

  it("is to write for the attending of a draft, and for nobody else", () => {
    expect(nextAct(line({ state: "draft", roles: ["attending"] }))).toBe("request");
    expect(nextAct(line({ state: "draft", roles: ["nurse"] }))).toBe("open");
  });

  it("the rail holds what waits for me and what is mine, the list holds everything once", () => {
    const draft = line({ id: "2", state: "draft", roles: ["attending"] });
    const invited = line({ id: "3", roles: ["attending"] });
    const centre = line({ id: "5", roles: ["coordinator"] });
    const cases = mine({ today: [line({ id: "4", state: "scheduled", roles: ["nurse"] })], open: [draft, invited, centre] });
    expect(railOf(cases)).toEqual({ waiting: [draft], running: [invited] });
    expect(allLines(cases).map(({ id }) => id)).toEqual(["4", "2", "3", "5"]);
  });

  it("a bystander reads no whole name in a list", () => {
    expect(maskedName(" Anna Bo ")).toBe("A*");
    expect(maskedName("")).toBe("*");
  });
});
