import { describe, expect, it } from "vitest";
import { qualityOf } from "./call/useLineQuality";
import { browserOf, faultOf } from "./devices/faults";
import { personWord, waitingOf } from "./people/standing";
import { offers, viewOf } from "./place";
import type { Person, RoomState } from "./useRoom";

const me = (seat_state: Person["seat_state"], more: Partial<Person> = {}) =>
  ({ is_me: true, seat_id: "1", seat_state, has_joined: true, gone_since: null, ...more }) as Person;
const room = (more: Partial<RoomState>) =>
  ({ state: "in_session", people: [], has_joined: true, standing: { session_id: "1" }, ...more }) as RoomState;

describe("which view somebody has", () => {
  it("is the call only for an admitted seat", () => {
    expect(viewOf(room({ people: [me("admitted")] }))).toBe("call");
    expect(viewOf(room({ people: [me("waiting")] }))).toBe("waiting");
    expect(viewOf(room({ people: [me("left")] }))).toBe("waiting");
    expect(viewOf(room({ people: [me("parked")] }))).toBe("parked");
    expect(viewOf(room({ people: [me("removed")] }))).toBe("removed");
  });

  it("is the waiting page for the nurse, who has no seat", () => {
    expect(viewOf(room({ people: [] }))).toBe("waiting");
  });

  it("says that it is too early or over", () => {
    expect(viewOf(room({ state: "invited", standing: null }))).toBe("too_early");
    expect(viewOf(room({ state: "cancelled", standing: null }))).toBe("over");
  });
});

it("the nurse is offered the door and the checklist, not the call", () => {
  expect(offers(["nurse"])).toEqual({ join: false, admit: true, tick: true, lead: false, answerDevice: false });
  expect(offers(["consultant", "chair"])).toMatchObject({ join: true, admit: true, lead: true, answerDevice: false });
});

describe("where a person stands", () => {
  it("is told apart: not come, waiting, in, with a broken line", () => {
    const word = (more: Partial<Person>) => personWord(me("waiting", more));
    expect(word({ has_joined: false })).toBe("not_yet");
    expect(word({})).toBe("waiting");
    expect(personWord(me("admitted"))).toBe("in");
    expect(personWord(me("admitted", { gone_since: "2026-11-25T00:00:00Z" }))).toBe("offline");
  });

  it("at the door are those who have come and are not in", () => {
    const people = [me("waiting"), me("waiting", { has_joined: false }), me("admitted"), me(null, { seat_id: null })];
    expect(waitingOf(people)).toEqual([people[0]]);
  });
});

describe("a device that fails", () => {
  it.each([
    ["NotAllowedError", "denied"],
    ["NotFoundError", "none"],
    ["NotReadableError", "busy"],
    ["TypeError", "other"],
  ])("%s is told as %s", (name, fault) => {
    expect(faultOf(new DOMException("", name))).toBe(fault);
  });

  it("is put right where this browser has its switch", () => {
    expect(browserOf("Mozilla/5.0 Chrome/140.0 Safari/537.36")).toBe("chromium");
    expect(browserOf("Mozilla/5.0 Version/18.3 Safari/605.1.15")).toBe("safari");
    expect(browserOf("Mozilla/5.0 Gecko/20100101 Firefox/140.0")).toBe("firefox");
  });
});

it("the line's quality is its round trip and the largest picture", () => {
  const stats = [
    { type: "candidate-pair", nominated: false, currentRoundTripTime: 9 },
    { type: "candidate-pair", nominated: true, currentRoundTripTime: 0.0864 },
    { type: "inbound-rtp", frameHeight: 360 },
    { type: "inbound-rtp", frameHeight: 1080 },
    { type: "inbound-rtp" },
  ];
  expect(qualityOf(stats)).toEqual({ roundTripMs: 86, heightPx: 1080 });
  expect(qualityOf([])).toEqual({ roundTripMs: null, heightPx: null });
});
