import { describe, expect, it } from "vitest";
import { arrange, gridOf, heardOf, type Placed } from "./layout";

const tile = (key: string, more: Partial<Placed> = {}): Placed => ({ key, isShare: false, isPatient: false, isMe: false, ...more });
const ME = tile("me", { isMe: true });
const PATIENT = tile("patient", { isPatient: true });
const SHEN = tile("shen");
const HAN = tile("han");
const ALL = [ME, SHEN, HAN, PATIENT];
const wish = { layout: "grid" as const, pinned: null, spoke: [], page: 0 };
const keys = (tiles: readonly Placed[]) => tiles.map(({ key }) => key);

describe("the tiles of a call", () => {
  it("stand side by side, the patient first and oneself last", () => {
    const { main, rest } = arrange(ALL, wish);
    expect(main).toBeNull();
    expect(keys(rest)).toEqual(["patient", "shen", "han", "me"]);
  });

  it("show whoever spoke last large, never oneself", () => {
    expect(arrange(ALL, { ...wish, layout: "speaker", spoke: ["me", "han", "shen"] }).main).toBe(HAN);
    expect(arrange(ALL, { ...wish, layout: "speaker" }).main).toBe(SHEN);
  });

  it("keep a pinned one large, whoever speaks, and forget him when he is gone", () => {
    expect(arrange(ALL, { ...wish, pinned: "patient", spoke: ["han"] }).main).toBe(PATIENT);
    expect(arrange([ME, SHEN], { ...wish, pinned: "patient" }).main).toBeNull();
  });

  it("make a shared screen large in any layout", () => {
    const share = tile("shen:share", { isShare: true });
    expect(arrange([...ALL, share], wish).main).toBe(share);
    expect(arrange([...ALL, share], { ...wish, pinned: "han" }).main).toBe(HAN);
  });

  it("do not make somebody large who is alone", () => {
    expect(arrange([ME], { ...wish, layout: "speaker" })).toEqual({ main: null, rest: [ME], pages: 1 });
  });
});

describe("a call of many", () => {
  const many = [ME, ...Array.from({ length: 12 }, (_, at) => tile(`p${at}`)), PATIENT];

  it("has pages in speaking order, and the patient stays on the first", () => {
    const first = arrange(many, { ...wish, spoke: ["p11"] });
    expect(first.pages).toBe(2);
    expect(keys(first.rest).slice(0, 2)).toEqual(["patient", "p11"]);
    expect(first.rest).toHaveLength(9);
    expect(keys(arrange(many, { ...wish, page: 1 }).rest)).toContain("me");
  });

  it("shows its last page when the page asked for is no more", () => {
    expect(arrange(many, { ...wish, page: 7 }).rest.length).toBeGreaterThan(0);
  });
});

describe("the grid", () => {
  it.each([
    [1, 1],
    [2, 2],
    [4, 2],
    [5, 3],
    [9, 3],
  ])("of %i on a wide screen has %i columns", (count, columns) => {
    expect(gridOf(count, 1600, 800, 8).columns).toBe(columns);
  });

  it("of two stands one above the other on a phone", () => {
    expect(gridOf(2, 390, 600, 8)).toEqual({ columns: 1, tileWidth: 390 });
  });
});

it("who spoke last is remembered while nobody speaks", () => {
  expect(heardOf(["a", "b"], [])).toEqual(["a", "b"]);
  expect(heardOf(["a", "b"], ["b"])).toEqual(["b", "a"]);
  const same = ["a", "b"];
  expect(heardOf(same, ["a"])).toBe(same);
});
