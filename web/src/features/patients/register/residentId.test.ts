import { expect, it } from "vitest";
import { plainNumber, residentFacts } from "./residentId";

const TODAY = "2026-11-25";
/** Synthetic, with right check digits. */
const MAN = numbered("31010919620314003");
const WOMAN = numbered("31010919850229002".replace("0229", "0228"));

function numbered(first17: string): string {
  const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
  const total = weights.reduce((sum, weight, at) => sum + weight * Number(first17[at]), 0);
  return first17 + "10X98765432"[total % 11];
}

it("a clerk types the number and need not type sex and birth date", () => {
  expect(residentFacts(MAN, TODAY)).toEqual({ birthDate: "1962-03-14", sex: "male" });
  expect(residentFacts(WOMAN, TODAY)).toEqual({ birthDate: "1985-02-28", sex: "female" });
});

it("the example of the standard passes", () => {
  expect(residentFacts("11010519491231002X", TODAY)).toEqual({ birthDate: "1949-12-31", sex: "female" });
  expect(residentFacts("11010519491231002x", TODAY)?.sex).toBe("female");
});

it("one wrong digit fills in nothing", () => {
  for (let at = 0; at < MAN.length; at += 1) {
    const wrong = MAN.slice(0, at) + ((Number(MAN[at]) + 1) % 10) + MAN.slice(at + 1);
    expect(residentFacts(wrong, TODAY), wrong).toBeNull();
  }
});

it("half a number, an impossible day and a day to come fill in nothing", () => {
  expect(residentFacts("310109", TODAY)).toBeNull();
  expect(residentFacts(numbered("31010919850231002"), TODAY)).toBeNull();
  expect(residentFacts(numbered("31010920261126002"), TODAY)).toBeNull();
});

it("full-width digits, spaces and dashes are what they mean", () => {
  expect(plainNumber(" ３１０１０９ 19620314-003x ")).toBe("31010919620314003X");
});
