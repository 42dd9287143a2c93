import { describe, expect, it } from "vitest";
import { firstTab } from "../case/tabs";
import { isOfAnotherCase, momentOf, silentOnes, speakersOf } from "../opinion/opinion";
import type { Case } from "../useCases";
import { blockersOf, blockersOfRefusals, fieldOf, type Looked, withRefusals } from "./blockers";
import { isWanting } from "./fields/needed";
import { faceOf, firstLook, hasSeenAll, turned, turnOf } from "./preview/pages";
import { draftOf, placeIn, sentOf, type Values, valuesOf } from "./values";

const FIRST_LOOK = firstLook(false);
const LIMITS = "remote, not examined";
const CODED = { display: "ILD", code: "J84.1", system: "icd-10", edition: "2.0" };
const QUESTIONS = [
  { number: 1, text: "Is it ILD?" },
  { number: 2, text: "Which regimen?" },
];

function written(more: Partial<Values> = {}): Values {
  return {
    diagnoses: [CODED],
    differentials: [],
    answers: { 1: "yes", 2: "MMF" },
    conclusion: "ILD",
    recommendations: [{ kind: "test", text: "HRCT" }],
    limits: LIMITS,
    ...more,
  };
}

const invitation = (id: string, chair = false, reply = "accepted") =>
  ({ user: { id, name: id }, org_name: "NJ01", chair, reply }) as Case["invitations"][number];
const opinion = (id: string) => ({ id: `${id}-1`, user: { id, name: id } }) as Case["opinions"][number];

const looked = (more: Partial<Looked> = {}): Looked => ({
  state: "opinion_drafted",
  speakers: [],
  questions: QUESTIONS,
  room: undefined,
  ...more,
});

describe("the words of a chair", () => {
  it("come back from a draft as they stood, unfinished rows included", () => {
    const typed = written({
      diagnoses: [CODED, { display: "SSc" }],
      differentials: [{ reasons: "no fever" }],
      answers: { 2: "MMF " },
      discussion_digest: "",
    });
    const back = valuesOf(draftOf(typed, "case-1"), "another sentence");
    expect(back).toEqual({ ...typed, discussion_digest: "" });
  });

  it("stand under the sentence about limits from the start, until the chair changes or empties it", () => {
    expect(valuesOf(undefined, LIMITS).limits).toBe(LIMITS);
    expect(valuesOf({ limits: "" }, LIMITS).limits).toBe("");
  });

  it("are sent without what was left empty", () => {
    const sent = sentOf(
      written({
        diagnoses: [{ display: "  " }, CODED],
        recommendations: [{ kind: "referral" }, { kind: "test", text: " HRCT ", due: " " }],
        answers: { 2: " MMF " },
      }),
      QUESTIONS,
    );
    expect(sent.diagnoses).toEqual([CODED]);
    expect(sent.recommendations).toEqual([{ kind: "test", text: "HRCT", due: null, red_flags: null }]);
    expect(sent.answers).toEqual([{ number: 2, text: "MMF" }]);
    expect(sent.explanation).toBeNull();
  });

  it("are corrected where they were typed, though rows before were left out", () => {
    const values = written({
      diagnoses: [{ display: "" }, CODED],
      recommendations: [{ kind: "test" }, { kind: "test", text: "HRCT" }],
      answers: { 2: "MMF" },
    });
    const sent = sentOf(values, QUESTIONS);
    expect(placeIn(values, sent, "/answers/0/text")).toBe("/answers/2");
    expect(placeIn(values, sent, "/diagnoses/0/code")).toBe("/diagnoses/1");
    expect(placeIn(values, sent, "/recommendations/0/due")).toBe("/recommendations/1/due");
    expect(placeIn(values, sent, "/limits")).toBe("/limits");
  });

  it("ask for the rest of a row only once it is begun", () => {
    expect(isWanting({ kind: "test" }, "text")).toBe(false);
    expect(isWanting({ kind: "test", due: "1 w" }, "text")).toBe(true);
    expect(isWanting({ diagnosis: "TB", reasons: " " }, "reasons")).toBe(true);
  });
});

describe("what stands against signing", () => {
  it("is nothing when all is written and all have spoken", () => {
    expect(blockersOf(written(), looked())).toEqual([]);
  });

  it("is named one by one, with the field to go to", () => {
    const found = blockersOf(
      written({ answers: { 1: "yes", 2: " " }, diagnoses: [{ display: "SSc" }], recommendations: [{ kind: "test" }], limits: "" }),
      looked(),
    );
    expect(found.map(fieldOf)).toEqual(["answers_2", "diagnoses_0", "recommendations_add", "limits"]);
  });

  it("is the silence of an expert, never the chair's own", () => {
    const speakers = speakersOf({
      invitations: [invitation("shen", true), invitation("han"), invitation("xu", false, "declined")],
      opinions: [],
    });
    expect(silentOnes(speakers).map(({ id }) => id)).toEqual(["han"]);
    expect(blockersOf(written(), looked({ speakers }))).toEqual([{ code: "opinion_missing", name: "han" }]);
  });

  it("is a stage left out and an open line of a checklist, but not what the fields say themselves", () => {
    const line = (code: string, ticked_at: string | null, mandatory = true) => ({ code, ticked_at, mandatory });
    const stages = [
      { stage: "verify", mandatory: true, was_entered: false, checklist: [line("name", null), line("birth_date", "now")] },
      { stage: "conclude", mandatory: true, was_entered: true, checklist: [line("questions_answered", null), line("extra", null, false)] },
    ];
    const found = blockersOf(written(), looked({ room: { stages } as unknown as NonNullable<Looked["room"]> }));
    expect(found).toEqual([
      { code: "stage_skipped", stage: "verify" },
      { code: "item_open", item: "name" },
    ]);
  });

  it("is one sentence before the session, and one until it is finished", () => {
    const speakers = speakersOf({ invitations: [invitation("han")], opinions: [] });
    expect(blockersOf(written(), looked({ state: "scheduled", speakers }))).toEqual([{ code: "not_begun" }]);
    expect(blockersOf(written(), looked({ state: "in_session" }))).toEqual([{ code: "not_finished" }]);
  });

  it("keeps what only the server knew, and repeats nothing", () => {
    const refusals = [
      { code: "questions-unanswered", facts: { questions: [2] } },
      { code: "consents-missing", facts: { missing: ["sharing"] } },
    ];
    const found = withRefusals(blockersOf(written({ answers: {} }), looked()), refusals);
    expect(found.map(({ code }) => code)).toEqual(["unanswered", "unanswered", "refused"]);
    expect(blockersOfRefusals(refusals, looked()).map(({ code }) => code)).toEqual(["unanswered", "refused"]);
  });
});

describe("who looks at the paper", () => {
  it("has seen it all only page by page", () => {
    const jumped = turned(FIRST_LOOK, "last", 4);
    expect(jumped.page).toBe(4);
    expect(hasSeenAll(jumped, 4)).toBe(false);
    const read = [1, 2, 3].reduce((look) => turned(look, "next", 4), FIRST_LOOK);
    expect(hasSeenAll(read, 4)).toBe(true);
    expect(hasSeenAll(FIRST_LOOK, 1)).toBe(true);
  });

  it("stays between the first and the last page and within the zoom", () => {
    expect(turned(FIRST_LOOK, "before", 2).page).toBe(1);
    expect(turned(turned(FIRST_LOOK, "next", 2), "next", 2).page).toBe(2);
    expect(turned(FIRST_LOOK, "wider", 2).zoom).toBe(0);
  });

  it("turns with the keys, and moves an enlarged page with the arrows", () => {
    expect(turnOf("PageDown", 0)).toBe("next");
    expect(turnOf("ArrowRight", 0)).toBe("next");
    expect(turnOf("ArrowRight", 1)).toBeUndefined();
  });

  it("is shown the characters that cannot be printed, as far as they have a face", () => {
    expect(faceOf("U+0041")).toBe("A");
    expect(faceOf("U+200B")).toBe("");
    expect(faceOf("nonsense")).toBe("");
  });
});

describe("an expert's opinion", () => {
  it("is signed from the conclusion on, and not after the report", () => {
    expect(momentOf("scheduled", undefined)).toBe("early");
    expect(momentOf("in_session", "discuss")).toBe("early");
    expect(momentOf("in_session", "conclude")).toBe("now");
    expect(momentOf("in_session", undefined)).toBe("now");
    expect(momentOf("opinion_drafted", undefined)).toBe("now");
    expect(momentOf("delivered", undefined)).toBe("over");
  });

  it("is not taken from another case unsaid", () => {
    expect(isOfAnotherCase({ case_id: "a" }, "b")).toBe(true);
    expect(isOfAnotherCase({ text: "x" }, "b")).toBe(false);
    expect(isOfAnotherCase(undefined, "b")).toBe(false);
  });
});

describe("what of a case is open first", () => {
  const known = (more: Partial<Case>) =>
    ({ state: "opinion_drafted", conclusion: null, roles: [], invitations: [invitation("han")], opinions: [], ...more }) as unknown as Case;

  it("is what waits for the reader", () => {
    expect(firstTab(known({ roles: ["chair"] }), "shen")).toBe("conclusion");
    expect(firstTab(known({}), "han")).toBe("opinion");
    expect(firstTab(known({ opinions: [opinion("han")] }), "han")).toBe("conclusion");
    expect(firstTab(known({ state: "in_session" }), "lin")).toBe("request");
  });

  it("is the request before the session and the report after it", () => {
    expect(firstTab(known({ state: "scheduled", roles: ["chair"] }), "shen")).toBe("request");
    expect(firstTab(known({ state: "delivered", conclusion: { id: "1", verify_code: "0" } }), "lin")).toBe("conclusion");
  });
});
