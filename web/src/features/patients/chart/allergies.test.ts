import { describe, expect, it } from "vitest";
import { toldOf } from "./allergies";

const denied = { id: "1", code: "no_known_allergy", display: "无已知过敏", criticality: "low" };
const penicillin = { id: "2", code: "penicillins", display: "青霉素类", criticality: "high" };
const inWords = { id: "3", code: null, display: "某种药膏", criticality: "unable-to-assess" };

describe("the header's allergies", () => {
  it("are unknown until somebody asked", () => {
    expect(toldOf([])).toEqual({ kind: "unknown" });
  });

  it("are none when the patient denied them: an answer, no alarm", () => {
    expect(toldOf([denied])).toEqual({ kind: "none", text: "无已知过敏" });
  });

  it("are told as soon as there is one, by code or in words, whatever was denied before", () => {
    expect(toldOf([denied, penicillin])).toEqual({ kind: "known", allergies: [penicillin] });
    expect(toldOf([inWords])).toEqual({ kind: "known", allergies: [inWords] });
  });
});
