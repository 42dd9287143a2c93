/**
 * One event stream per browser, shared between its tabs: HTTP/1.1 allows six connections a host.
 * The tab that holds the lock listens to the server and tells the others; when it closes, the next one takes over.
 * Invariant: an event makes cached answers old and carries nothing into them.
 */
import { heard, lost } from "../liveness";
import { queries } from "../query";
import { sessionEnded } from "../session";
import { isOld, newsOf } from "./affected";
import { FrameReader } from "./frames";

const NAME = "huizhen-events";
const ADDRESS = "/api/events";
const AGAIN_MS = 5_000;
const JITTER = 0.5;
/** The server sends a comment every 15 s; twice without one, the line is taken for dead. */
const SILENCE_MS_MAX = 40_000;

type Told = { what: "news"; text: string } | { what: "alive" } | { what: "lost" } | { what: "reset" };

/** Starts when somebody has signed in; the returned function ends it. */
export function followEvents(): () => void {
  const ended = new AbortController();
  const channel = new BroadcastChannel(NAME);
  channel.addEventListener("message", (message: MessageEvent<Told>) => take(message.data));
  const tell = (told: Told): void => {
    if (ended.signal.aborted) return;
    take(told);
    channel.postMessage(told);
  };
  navigator.locks
    .request(NAME, { signal: ended.signal }, () => listen(tell, ended.signal))
    // The wait for the lock ends by abort when this tab stops following.
    .catch(() => undefined);
  return () => {
    ended.abort();
    channel.close();
  };
}

function take(told: Told): void {
  if (told.what === "lost") return lost();
  heard();
  if (told.what === "reset") void queries.invalidateQueries();
  if (told.what !== "news") return;
  const news = newsOf(told.text);
  if (news) void queries.invalidateQueries({ predicate: ({ queryKey }) => isOld(news, queryKey) });
}

/** Holds the lock until the tab stops following; opens the stream again whenever it breaks. */
async function listen(tell: (told: Told) => void, ended: AbortSignal): Promise<void> {
  const place = { lastId: null as string | null, againMs: AGAIN_MS };
  while (!ended.aborted) {
    try {
      await hear(place, tell, ended);
    } catch {
      tell({ what: "lost" });
    }
    await pause(place.againMs * (1 + JITTER * Math.random()), ended);
  }
}

async function hear(
  place: { lastId: string | null; againMs: number },
  tell: (told: Told) => void,
  ended: AbortSignal,
): Promise<void> {
  const silent = new AbortController();
  let timer = setTimeout(() => silent.abort(), SILENCE_MS_MAX);
  try {
    const response = await fetch(ADDRESS, {
      headers: place.lastId === null ? {} : { "Last-Event-ID": place.lastId },
      signal: AbortSignal.any([ended, silent.signal]),
    });
    if (response.status === 401) sessionEnded.set(true);
    // Anything but a stream (a page, a refusal) is no news: ask again later.
    const isStream = response.headers.get("content-type")?.startsWith("text/event-stream") ?? false;
    if (!response.ok || !isStream || response.body === null) return;
    tell({ what: "alive" });
    const reader = new FrameReader();
    for await (const text of response.body.pipeThrough(new TextDecoderStream())) {
      clearTimeout(timer);
      timer = setTimeout(() => silent.abort(), SILENCE_MS_MAX);
      const read = reader.read(text);
      place.againMs = read.retryMs ?? place.againMs;
      if (read.frames.length === 0) tell({ what: "alive" });
      for (const frame of read.frames) {
        place.lastId = frame.id ?? place.lastId;
        tell(frame.event === "reset" ? { what: "reset" } : { what: "news", text: frame.data });
      }
    }
  } finally {
    clearTimeout(timer);
  }
}

function pause(ms: number, ended: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, ms);
    ended.addEventListener("abort", () => {
      clearTimeout(timer);
      done();
    });
  });
}
