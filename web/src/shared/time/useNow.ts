/** The clock of all ages on screen: one timer for the whole page, asleep while nobody looks at it. */
import { createStore, useStore } from "../store";

const TICK_MS = 1_000;

const clock = createStore(Date.now());
let watchers = 0;
let timer: ReturnType<typeof setInterval> | undefined;

const ticking = {
  ...clock,
  subscribe(listener: () => void) {
    const stop = clock.subscribe(listener);
    watchers += 1;
    timer ??= setInterval(() => clock.set(Date.now()), TICK_MS);
    return () => {
      stop();
      watchers -= 1;
      if (watchers > 0) return;
      clearInterval(timer);
      timer = undefined;
    };
  },
};

export function useNow(): number {
  return useStore(ticking);
}
