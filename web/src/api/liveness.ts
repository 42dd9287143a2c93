/**
 * Whether the server answers, and when it last did. Fed by every answer and by the event stream.
 * Invariant: `lostAt` is set only after a call without an answer and cleared by the next sign of life.
 */
import { createStore } from "../shared/store";

export interface Liveness {
  heardAt: number | null;
  lostAt: number | null;
}

export const liveness = createStore<Liveness>({ heardAt: null, lostAt: null });

export function heard(now = Date.now()): void {
  liveness.set({ heardAt: now, lostAt: null });
}

export function lost(now = Date.now()): void {
  const { heardAt, lostAt } = liveness.get();
  liveness.set({ heardAt, lostAt: lostAt ?? now });
}
