import { describe, expect, it } from "vitest";
import { networkLost, problemOf } from "../../../api/problem";
import { after, type Change, type Line, OFF, pauseMs } from "./line";

const NOW = 1_000_000;

function told(...changes: Change[]): Line {
  return changes.reduce(after, OFF);
}

const UP: Change[] = [{ what: "want" }, { what: "ticket" }, { what: "connected", nowMs: NOW }];

describe("somebody who is admitted", () => {
  it("gets a ticket, then a line", () => {
    expect(told({ what: "want" }).at).toBe("asking");
    expect(told({ what: "want" }, { what: "ticket" }).at).toBe("connecting");
    expect(told(...UP)).toMatchObject({ at: "connected", downMs: null, tries: 0 });
  });

  it("is told for how long the line has been down, from its first second", () => {
    const line = told(...UP, { what: "resuming", nowMs: NOW + 60_000 }, { what: "cut", why: "gone", nowMs: NOW + 75_000 });
    expect(line).toMatchObject({ at: "lost", downMs: NOW + 60_000 });
    const asked = after(after(line, { what: "again" }), { what: "no_ticket", problem: networkLost(), nowMs: NOW + 80_000 });
    expect(asked).toMatchObject({ at: "lost", downMs: NOW + 60_000, tries: 2 });
  });

  it("sees no counter any more when the line stands again", () => {
    const line = told(...UP, { what: "cut", why: "gone", nowMs: NOW + 60_000 }, { what: "again" }, { what: "ticket" });
    expect(after(line, { what: "connected", nowMs: NOW + 62_000 })).toMatchObject({ at: "connected", downMs: null });
  });

  it("works on with the record where no media server answers", () => {
    const problem = problemOf(503, { type: "/problems/media-unavailable" });
    expect(told({ what: "want" }, { what: "no_ticket", problem, nowMs: NOW })).toMatchObject({ at: "absent", tries: 1 });
    const asking = told({ what: "want" }, { what: "no_ticket", problem, nowMs: NOW }, { what: "again" });
    expect(asking).toMatchObject({ at: "asking", isAbsent: true });
    expect(after(asking, { what: "connected", nowMs: NOW })).toMatchObject({ at: "connected", isAbsent: false });
  });
});

describe("somebody whose seat gives no ticket", () => {
  it("is not connected, and nothing is tried behind his back", () => {
    const problem = problemOf(409, { type: "/problems/seat-not-admitted" });
    expect(told({ what: "want" }, { what: "no_ticket", problem, nowMs: NOW }).at).toBe("refused");
  });
});

describe("somebody with two devices", () => {
  it("keeps the newer one: the older does not take the seat back", () => {
    expect(told(...UP, { what: "cut", why: "replaced", nowMs: NOW + 1 }).at).toBe("elsewhere");
  });

  it("is not torn between them where the media server does not say why it hung up", () => {
    const once = told(...UP, { what: "cut", why: "gone", nowMs: NOW + 900 }, { what: "again" }, { what: "ticket" });
    const twice = after(after(once, { what: "connected", nowMs: NOW + 2_000 }), { what: "cut", why: "gone", nowMs: NOW + 3_000 });
    expect(twice.at).toBe("elsewhere");
    expect(after(twice, { what: "again" }).at).toBe("asking");
  });

  it("is not taken for two because a good line broke now and then", () => {
    const first = told(...UP, { what: "cut", why: "gone", nowMs: NOW + 900 }, { what: "connected", nowMs: NOW + 2_000 });
    const later = after(first, { what: "cut", why: "gone", nowMs: NOW + 60_000 });
    expect(later).toMatchObject({ at: "lost", cuts: 0 });
  });
});

it("news of a line that was given up changes nothing", () => {
  expect(after(OFF, { what: "connected", nowMs: NOW })).toBe(OFF);
  expect(told(...UP, { what: "stop" })).toBe(OFF);
});

it("the pause grows and ends at five seconds", () => {
  expect([1, 2, 3, 4, 5, 99].map(pauseMs)).toEqual([500, 1_000, 2_000, 4_000, 5_000, 5_000]);
});
