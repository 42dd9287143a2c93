/** The numbered questions of a request. Pure; the first is number one. */

export const QUESTIONS_MAX = 20;


/** What is sent: words only, empty lines left out, in their order. */
export function asked(questions: readonly (string | undefined)[] | undefined): string[] {
  return (questions ?? []).flatMap((each) => each?.trim() || []);
}

/** Where a sent question stands in the form, whose empty lines were left out. */
export function placeOf(questions: readonly (string | undefined)[], sent: number): number {
  const filled = questions.flatMap((each, index) => (each?.trim() ? [index] : []));
  return filled[sent] ?? 0;
}
