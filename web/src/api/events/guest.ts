/** The bell of a guest's own call: a phone has one page, so it listens by itself, and the browser takes up a broken line. */

const EVENTS = "/api/guest/events";
const NEWS = [
  "seat.admitted",
  "seat.parked",
  "seat.left",
  "seat.removed",
  "seat.moved",
  "seat.muted",
  "seat.arrived",
  "room.moved",
  "stage.entered",
  "stage.cancelled",
  "call.closed",
  "reset",
];

export function ringFor(refresh: () => void): EventSource {
  const source = new EventSource(EVENTS);
  for (const kind of NEWS) source.addEventListener(kind, refresh);
  return source;
}
