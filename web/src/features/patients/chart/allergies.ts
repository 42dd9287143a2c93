/** What the header says of allergies: nobody asked, none known, or which. Pure. */
import type { Patient } from "../usePatients";

type Allergy = Patient["allergies"][number];

export type Told =
  | { kind: "unknown" }
  | { kind: "none"; text: string }
  | { kind: "known"; allergies: readonly Allergy[] };

/** The code by which the set says that the patient denies allergies. */
const NONE_KNOWN = "no_known_allergy";

/** One allergy outweighs any number of denials. */
export function toldOf(allergies: readonly Allergy[]): Told {
  const known = allergies.filter(({ code }) => code !== NONE_KNOWN);
  if (known.length > 0) return { kind: "known", allergies: known };
  const denied = allergies[0];
  return denied === undefined ? { kind: "unknown" } : { kind: "none", text: denied.display };
}
