import { expect, it } from "vitest";
import { holderOf, ordered, type Picture } from "./call/pictures";
import { after, type Seat } from "./seat/seat";
import { codeOf } from "./verify/code";

const seated = { at: "seated", isStale: false, room: { is_finished: false } } as Extract<Seat, { at: "seated" }>;
const pictures: Picture[] = ["a:1:s", "b:2:s", "c:3:s"].map((holder) => ({ holder, track: undefined, isMuted: false }));

it("a seat that was there and is refused has ended, one that never was there is none", () => {
  expect(after(seated, true)).toEqual({ at: "ended", wasFinished: false });
  expect(after({ at: "asking" }, true)).toEqual({ at: "none" });
});

it("whoever saw the consultation finish is thanked, and stays thanked", () => {
  const ended = after({ ...seated, room: { ...seated.room, is_finished: true } }, true);
  expect(ended).toEqual({ at: "ended", wasFinished: true });
  expect(after(ended, true)).toBe(ended);
});

it("a code is found however it was typed from the paper", () => {
  for (const typed of ["7k2m9qxd4htbw5zc", "7K2M 9QXD 4HTB W5ZC", "７Ｋ２Ｍ－9QXD-4HTB-W5ZC"]) {
    expect(codeOf(typed)).toBe("7K2M-9QXD-4HTB-W5ZC");
  }
  expect(codeOf(" - ")).toBe("");
});

it("a server that does not answer takes no seat away", () => {
  expect(after(seated, false)).toEqual({ ...seated, isStale: true });
  expect(after({ at: "asking" }, false)).toEqual({ at: "unreachable" });
});

it("an identity without its device is the seat", () => {
  expect(holderOf("store:user:session:device")).toBe("store:user:session");
});

it("whoever speaks comes first and the others keep their order", () => {
  expect(ordered(pictures, "c:3:s").map(({ holder }) => holder)).toEqual(["c:3:s", "a:1:s", "b:2:s"]);
  expect(ordered(pictures, undefined)).toEqual(pictures);
});
