import { expect, it } from "vitest";
import { ROOM_KEYS, roomKeyOf } from "./keys";

const press = (key: string, more: Partial<Parameters<typeof roomKeyOf>[0]> = {}) =>
  roomKeyOf({ key, ctrlKey: false, metaKey: false, altKey: false, typing: false, ...more }, true);

it("every key of the table does what the table says", () => {
  const held = (keys: readonly string[]) => ({ ctrlKey: keys.includes("Ctrl"), altKey: keys.includes("Alt") });
  const named: Readonly<Record<string, string>> = { "→": "ArrowRight", "←": "ArrowLeft" };
  for (const { act, keys } of ROOM_KEYS) {
    const last = keys.at(-1) ?? "";
    expect(press(named[last] ?? last, held(keys)), act).toBe(act);
  }
});

it("somebody who writes an opinion mutes nobody", () => {
  expect(press("m", { typing: true })).toBeNull();
  expect(press("ArrowRight", { ctrlKey: true, typing: true })).toBeNull();
});

it("single keys can be switched off, the others stay", () => {
  const key = (name: string, ctrlKey: boolean) =>
    roomKeyOf({ key: name, ctrlKey, metaKey: false, altKey: false, typing: false }, false);
  expect(key("m", false)).toBeNull();
  expect(key("ArrowRight", true)).toBe("next");
});

it("the browser keeps its own keys", () => {
  expect(press("d", { ctrlKey: true })).toBeNull();
  expect(press("1", { altKey: true, ctrlKey: true })).toBeNull();
});
