/**
 * Where the guest's own seat stands: asked for anew by every piece of news, and every few seconds while no news can come.
 * Invariant: the page never decides by itself whether he is in; it shows what the server said last.
 */
import { useCallback, useEffect, useRef, useState } from "react";
import { client, told } from "../../api/client";
import { ringFor } from "../../api/events/guest";
import { asProblem } from "../../api/problem";
import { after, type Seat } from "./seat";

/** The stream is only a bell: while it is down the page looks by itself, and now and then although it is up. */
const LOOK_EVERY_MS = 4_000;
const LOOKS_WITH_STREAM = 3;
async function ask(): Promise<Seat> {
  const seat = await told(client.GET("/api/guest/seat"));
  const room = await told(client.GET("/api/guest/room"));
  return { at: "seated", seat, room, isStale: false };
}

export function useSeat(): { seat: Seat; refresh: () => void } {
  const [seat, setSeat] = useState<Seat>({ at: "asking" });
  const turn = useRef(0);
  const refresh = useCallback(() => {
    const mine = ++turn.current;
    const put = (next: (before: Seat) => Seat) => mine === turn.current && setSeat(next);
    ask().then(
      (found) => put(() => found),
      (thrown: unknown) => {
        const problem = asProblem(thrown);
        put((before) => after(before, problem.status === 401 || problem.status === 404));
      },
    );
  }, []);
  useEffect(refresh, [refresh]);
  const isSeated = seat.at === "seated";
  useEffect(() => {
    if (!isSeated) return undefined;
    let source = ringFor(refresh);
    let turns = 0;
    const timer = setInterval(() => {
      turns += 1;
      const { readyState } = source;
      // A refused stream is not opened again by the browser.
      if (readyState === EventSource.CLOSED) source = ringFor(refresh);
      if (readyState !== EventSource.OPEN || turns % LOOKS_WITH_STREAM === 0) refresh();
    }, LOOK_EVERY_MS);
    const woke = () => document.visibilityState === "visible" && refresh();
    document.addEventListener("visibilitychange", woke);
    return () => {
      source.close();
      clearInterval(timer);
      document.removeEventListener("visibilitychange", woke);
    };
  }, [isSeated, refresh]);
  return { seat, refresh };
}
