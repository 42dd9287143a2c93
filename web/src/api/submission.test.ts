import { expect, it } from "vitest";
import { networkLost, problemOf } from "./problem";
import { SubmissionKey } from "./submission";

function counting(): SubmissionKey {
  let made = 0;
  return new SubmissionKey(() => String((made += 1)));
}

it("a form sent again after a cut line writes once: its key stays", () => {
  const key = counting();
  const first = key.value;
  key.answered(networkLost());
  expect(key.value).toBe(first);
});

it("a corrected form is another call: any answer ends the key", () => {
  const key = counting();
  const first = key.value;
  key.answered(problemOf(422, { type: "/problems/invalid" }));
  expect(key.value).not.toBe(first);
});

it("a form that was accepted never sends under its key again", () => {
  const key = counting();
  const first = key.value;
  key.answered(null);
  expect(key.value).not.toBe(first);
});
