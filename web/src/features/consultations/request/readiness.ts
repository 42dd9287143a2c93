/** What a request stands on beside its own words: the consents it needs, and whether allergies were asked. Pure. */

/** In the order in which they are asked. */
export const CONSENTS_NEEDED = ["treatment", "sharing", "remote_consultation"] as const;

interface Known {
  consents: readonly { purpose: string; state: string }[];
  allergies: readonly unknown[];
  visits: readonly unknown[];
}

export interface Readiness {
  /** Without these it is refused. */
  consentsMissing: readonly (typeof CONSENTS_NEEDED)[number][];
  /** "None known" is an answer, empty is not. */
  allergiesKnown: boolean;
  visited: boolean;
}

export function readinessOf({ consents, allergies, visits }: Known): Readiness {
  const given = new Set(consents.filter(({ state }) => state === "in_force").map(({ purpose }) => purpose));
  return {
    consentsMissing: CONSENTS_NEEDED.filter((each) => !given.has(each)),
    allergiesKnown: allergies.length > 0,
    visited: visits.length > 0,
  };
}
