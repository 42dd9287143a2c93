import { beforeAll, expect, it, vi } from "vitest";

type Shortcuts = typeof import("./shortcuts");
let actOf: Shortcuts["actOf"];

beforeAll(async () => {
  vi.stubGlobal("localStorage", { getItem: () => null, setItem: () => undefined });
  ({ actOf } = await import("./shortcuts"));
});

const press = (key: string, more = {}) => ({
  key,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  typing: false,
  ...more,
});

it("the search opens from anywhere, also while somebody types", () => {
  expect(actOf(press("k", { ctrlKey: true, typing: true }), false)).toBe("search");
  expect(actOf(press("K", { metaKey: true }), true)).toBe("search");
});

it("single keys are silent while somebody types, and when they are switched off", () => {
  expect(actOf(press("n"), true)).toBe("register");
  expect(actOf(press("/"), true)).toBe("search");
  expect(actOf(press("?"), true)).toBe("help");
  expect(actOf(press("n", { typing: true }), true)).toBeNull();
  expect(actOf(press("n"), false)).toBeNull();
});

it("the browser's own keys stay the browser's", () => {
  expect(actOf(press("n", { ctrlKey: true }), true)).toBeNull();
  expect(actOf(press("k", { ctrlKey: true, altKey: true }), true)).toBeNull();
});
