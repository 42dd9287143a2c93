/**
 * Whose browser this is, told between its tabs: on a shared computer a page of the last person must not go on under
 * the next person's session.
 */

const PERSON = "huizhen.person";

/** The id of an account says nothing about a patient; nothing else is kept. */
export function tellPerson(userId: string): void {
  localStorage.setItem(PERSON, userId);
}

/** Loads the page anew when another tab has signed somebody else in or everybody out. */
export function followPerson(userId: string): () => void {
  const changed = (event: StorageEvent): void => {
    if (event.key === PERSON && event.newValue !== userId) location.reload();
  };
  addEventListener("storage", changed);
  return () => removeEventListener("storage", changed);
}
