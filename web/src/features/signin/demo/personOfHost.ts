import type { DemoPerson } from "./useDemo";

/** Each person has a host name of his own; there the form is already about him. */
export function personOfHost(people: readonly DemoPerson[], host: string): DemoPerson | undefined {
  const here = people.filter(({ url }) => new URL(url).host === host);
  return here.length === 1 ? here[0] : undefined;
}
