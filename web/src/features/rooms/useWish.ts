/** What somebody has just chosen, shown at once until the server's answer stands on the page, or its refusal. */
import { useState } from "react";

interface Wish<T> {
  from: T;
  to: T;
}

export function useWish<T>(told: T, isRefused: boolean): [T, (to: T) => void] {
  const [wish, setWish] = useState<Wish<T>>();
  const isOpen = wish !== undefined && !isRefused && Object.is(wish.from, told);
  return [isOpen ? wish.to : told, (to) => setWish({ from: told, to })];
}
