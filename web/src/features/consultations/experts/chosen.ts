/** Experts who are to be asked; exactly one of them leads unless somebody does already. Pure. */

export interface Chosen {
  id: string;
  name: string;
  chair: boolean;
}

/** Chosen or no longer; the first one leads, and when the lead goes the next one does. */
export function toggled(chosen: readonly Chosen[], { id, name }: { id: string; name: string }): Chosen[] {
  const rest = chosen.filter((each) => each.id !== id);
  return led(rest.length < chosen.length ? rest : [...rest, { id, name, chair: false }]);
}

export function ledBy(chosen: readonly Chosen[], id: string): Chosen[] {
  return chosen.map((each) => ({ ...each, chair: each.id === id }));
}

/** Who is sent as lead: nobody, when the case has one. */
export function withLead(chosen: readonly Chosen[], chairId: string | undefined): Chosen[] {
  return chairId === undefined ? led([...chosen]) : chosen.map((each) => ({ ...each, chair: false }));
}

function led(chosen: Chosen[]): Chosen[] {
  if (chosen.some(({ chair }) => chair)) return chosen;
  return chosen.map((each, index) => ({ ...each, chair: index === 0 }));
}
