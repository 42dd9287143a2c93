/**
 * Reads `text/event-stream` as it arrives. The browser's own reader hears only kinds that were named beforehand and
 * hides the comments, which are the server's sign of life. Source: HTML Living Standard §9.2.6.
 */

export interface Frame {
  id: string | null;
  event: string;
  data: string;
}

export interface Read {
  frames: Frame[];
  retryMs: number | null;
}

const FRAME_CHARS_MAX = 64 * 1024;

export class FrameReader {
  #rest = "";

  /** Whole frames of all text so far; the beginning of the next one is kept. */
  read(text: string): Read {
    const blocks = (this.#rest + text).replaceAll("\r\n", "\n").split("\n\n");
    this.#rest = blocks.pop() ?? "";
    if (this.#rest.length > FRAME_CHARS_MAX) throw new RangeError("event frame too long");
    const read: Read = { frames: [], retryMs: null };
    for (const block of blocks) this.#take(block, read);
    return read;
  }

  #take(block: string, read: Read): void {
    const frame: Frame = { id: null, event: "message", data: "" };
    const lines: string[] = [];
    for (const line of block.split("\n")) {
      const [, name, value] = /^([^:]*):? ?(.*)$/.exec(line) ?? [];
      if (name === "id") frame.id = value ?? "";
      if (name === "event") frame.event = value ?? "";
      if (name === "data") lines.push(value ?? "");
      if (name === "retry" && /^\d+$/.test(value ?? "")) read.retryMs = Number(value);
    }
    if (lines.length === 0) return;
    frame.data = lines.join("\n");
    read.frames.push(frame);
  }
}
