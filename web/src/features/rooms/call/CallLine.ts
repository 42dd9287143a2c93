/**
 * Carries out the line's table with one livekit room: asks for a ticket, connects to the page's own origin, tries again.
 * Invariant: a ticket is asked for anew for every connection and kept nowhere. Source: media.md §4.4, §13.2.
 */
import { DisconnectReason, LogLevel, Room, RoomEvent, setLogLevel } from "livekit-client";
import { asProblem } from "../../../api/problem";
import { createStore } from "../../../shared/store";
import { after, type Change, isTryingAgain, OFF, pauseMs } from "./line";
import { roomOptions } from "./picture";

// What goes wrong is told on the screen; the library's lines would carry identities into the console.
setLogLevel(LogLevel.silent);

/** Another connection of the same seat, or the seat was moved to another device. */
const REPLACED = new Set<DisconnectReason | undefined>([
  DisconnectReason.DUPLICATE_IDENTITY,
  DisconnectReason.PARTICIPANT_REMOVED,
]);

export class CallLine {
  readonly room = new Room(roomOptions(navigator.hardwareConcurrency));
  readonly line = createStore(OFF);
  #wanted: string | null = null;
  /** Counts connections, so that a slow answer of an earlier one is not taken for this one's. */
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(private readonly askTicket: () => Promise<string>) {
    this.room
      .on(RoomEvent.Reconnecting, () => this.#tell({ what: "resuming", nowMs: Date.now() }))
      .on(RoomEvent.SignalReconnecting, () => this.#tell({ what: "resuming", nowMs: Date.now() }))
      .on(RoomEvent.Reconnected, () => this.#tell({ what: "connected", nowMs: Date.now() }))
      .on(RoomEvent.Disconnected, (reason) => this.#cut(reason));
  }

  /** `null`: no line. Another key (a new room of the call) means another line. */
  want(key: string | null): void {
    if (key === this.#wanted) return;
    this.#wanted = key;
    this.#turn += 1;
    clearTimeout(this.#timer);
    void this.room.disconnect();
    this.#tell({ what: "stop" });
    if (key === null) return;
    this.#tell({ what: "want" });
    void this.#connect(this.#turn);
  }

  /** At once, by somebody's hand. */
  again(): void {
    if (this.#wanted === null) return;
    clearTimeout(this.#timer);
    this.#turn += 1;
    this.#tell({ what: "again" });
    void this.#connect(this.#turn);
  }

  async #connect(turn: number): Promise<void> {
    let token: string;
    try {
      token = await this.askTicket();
    } catch (thrown) {
      if (turn === this.#turn) this.#tell({ what: "no_ticket", problem: asProblem(thrown), nowMs: Date.now() });
      return;
    }
    if (turn !== this.#turn) return;
    this.#tell({ what: "ticket" });
    try {
      await this.room.connect(signalAddress(location), token, { maxRetries: 0 });
    } catch {
      if (turn === this.#turn) this.#tell({ what: "failed", nowMs: Date.now() });
      return;
    }
    if (turn === this.#turn) this.#tell({ what: "connected", nowMs: Date.now() });
    else void this.room.disconnect();
  }

  #cut(reason: DisconnectReason | undefined): void {
    const { at } = this.line.get();
    // A connection that never stood tells its failure by itself; one's own hand needs no telling.
    if (reason === DisconnectReason.CLIENT_INITIATED || (at !== "connected" && at !== "resuming")) return;
    this.#tell({ what: "cut", why: REPLACED.has(reason) ? "replaced" : "gone", nowMs: Date.now() });
  }

  #tell(change: Change): void {
    this.line.set(after(this.line.get(), change));
    clearTimeout(this.#timer);
    const line = this.line.get();
    if (isTryingAgain(line)) this.#timer = setTimeout(() => this.again(), pauseMs(line.tries));
  }
}

export function signalAddress({ protocol, host }: Pick<Location, "protocol" | "host">): string {
  return `${protocol === "https:" ? "wss" : "ws"}://${host}`;
}
