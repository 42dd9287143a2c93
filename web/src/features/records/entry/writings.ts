/** What may be written into a record from the patient's page, in the order of the buttons, and who may. */

export const WRITINGS = ["note", "condition", "vitals", "allergy"] as const;

export type Writing = (typeof WRITINGS)[number];

const NEEDS: Readonly<Record<Writing, string>> = {
  note: "record:write",
  condition: "record:write",
  vitals: "record:measure",
  allergy: "record:write",
};

type May = (permission: string) => boolean;

export function writingsFor(may: May): Writing[] {
  return WRITINGS.filter((each) => may(NEEDS[each]));
}

/** The next action on a patient who has just come. */
export function firstWriting(may: May): Writing | undefined {
  return writingsFor(may)[0];
}

export function isWriting(asked: string | undefined): asked is Writing {
  return WRITINGS.some((each) => each === asked);
}
