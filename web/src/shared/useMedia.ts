/** A media query as a value: the narrow screen shows cards, the wide one a table. */
import { useSyncExternalStore } from "react";

export const NARROW = "(max-width: 640px)";
export const CALM = "(prefers-reduced-motion: reduce)";

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (listener) => {
      const list = matchMedia(query);
      list.addEventListener("change", listener);
      return () => list.removeEventListener("change", listener);
    },
    () => matchMedia(query).matches,
  );
}
