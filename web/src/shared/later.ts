/**
 * An act with a way back: it happens when the time is over, at once on `now`, never after `undo`, and never twice.
 * For acts that the server cannot take back; whoever leaves the page calls `now`, so that none is lost.
 */
export const UNDO_MS = 8_000;

export class Later {
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly act: () => void,
    delayMs: number = UNDO_MS,
  ) {
    this.#timer = setTimeout(() => this.now(), delayMs);
  }

  now(): void {
    if (this.#over()) this.act();
  }

  undo(): void {
    this.#over();
  }

  /** Whether it was still to come. */
  #over(): boolean {
    const waits = this.#timer !== undefined;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    return waits;
  }
}
