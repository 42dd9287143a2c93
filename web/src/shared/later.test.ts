import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Later, UNDO_MS } from "./later";

describe("an act with a way back", () => {
  const act = vi.fn();
  beforeEach(() => {
    vi.useFakeTimers();
    act.mockReset();
  });
  afterEach(() => vi.useRealTimers());

  it("happens once, when eight seconds are over", () => {
    const later = new Later(act);
    vi.advanceTimersByTime(UNDO_MS - 1);
    expect(act).not.toHaveBeenCalled();
    vi.advanceTimersByTime(1);
    later.now();
    expect(act).toHaveBeenCalledOnce();
  });

  it("never happens once it was undone, not even when the page is left", () => {
    const later = new Later(act);
    later.undo();
    vi.advanceTimersByTime(UNDO_MS);
    later.now();
    expect(act).not.toHaveBeenCalled();
  });

  it("happens at once when the page is left, and not again", () => {
    const later = new Later(act);
    later.now();
    vi.advanceTimersByTime(UNDO_MS);
    expect(act).toHaveBeenCalledOnce();
  });
});
