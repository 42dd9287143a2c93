import { useEffect, useState } from "react";

const PAUSE_MS = 200;

/** What was typed, once the fingers rest: a search asks for words, not for letters. */
export function usePause(typed: string): string {
  const [settled, setSettled] = useState(typed);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed]);
  return settled;
}
