import { describe, expect, it } from "vitest";
import { ledBy, toggled, withLead } from "./experts/chosen";
import { allLines, nextAct, railOf } from "./list/nextAct";
import { asked, placeOf } from "./request/questions";
import { readinessOf } from "./request/readiness";
import type { Command, Line, Mine } from "./useCases";

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
  const line = (more: Partial<Line>) => ({ id: "1", state: "invited", roles: [], next: null, planned_at: null, ...more }) as Line;
  const turn = (command: Command, mine: boolean, ...blocked_by: string[]) => ({ command, mine, roles: [], blocked_by });
  const mine = (more: Partial<Mine>): Mine => ({ waiting: [], today: [], upcoming: [], open: [], ...more });

  it("is what the server says is the reader's turn, and to look for everybody else", () => {
    const acts = { accept: "answer", submit: "request", invite: "arrange", schedule: "arrange", sign: "sign" } as const;
    for (const [command, act] of Object.entries(acts)) {
      expect(nextAct(line({ next: turn(command as Command, true) }))).toBe(act);
      expect(nextAct(line({ next: turn(command as Command, false) }))).toBe("open");
    }
    expect(nextAct(line({ state: "scheduled", next: turn("open", true) }))).toBe("open");
  });

  it("is to enter the room while the talk goes on, and from an hour before it on", () => {
    const planned = line({ state: "scheduled", roles: ["nurse"], planned_at: "2026-11-25T10:00:00Z" });
    const at = (time: string) => nextAct(planned, Date.parse(`2026-11-25T${time}:00Z`));
    expect([at("08:59"), at("09:00"), at("10:30")]).toEqual(["open", "enter", "enter"]);
    expect(nextAct(line({ state: "in_session", roles: ["consultant"] }))).toBe("enter");
  });

  it("the rail holds what waits for me and what is mine, the list holds everything once", () => {
    const draft = line({ id: "2", state: "draft", roles: ["attending"], next: turn("submit", true) });
    const invited = line({ id: "3", roles: ["attending"], next: turn("accept", false) });
    const centre = line({ id: "5", roles: ["coordinator"] });
    const cases = mine({ today: [line({ id: "4", state: "scheduled", roles: ["nurse"] })], open: [draft, invited, centre] });
    expect(railOf(cases)).toEqual({ waiting: [draft], running: [invited] });
    expect(allLines(cases).map(({ id }) => id)).toEqual(["4", "2", "3", "5"]);
  });
});
