import type { Problem } from "../../../api/problem";

const REFUSED = new Set(["proof-refused", "step-up-required"]);

/** Whether a refusal is about the proof of the act, so that the dialog stays and asks again. */
export function isAboutProof(problem: Problem | null): boolean {
  return problem !== null && REFUSED.has(problem.code);
}
