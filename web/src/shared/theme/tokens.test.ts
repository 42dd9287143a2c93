import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { DARK } from "./dark";
import { COLORS } from "./tokens";

const css = readFileSync(join(import.meta.dirname, "tokens.css"), "utf8");

it.each(Object.entries(COLORS))("%s is one colour in antd and in our own styles", (name, colour) => {
  expect(new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(css)?.[1]).toBe(colour.toLowerCase());
});

it.each(["text1", "text2", "text3", "text4", "primary", "success", "warning", "error"] as const)(
  "somebody with weak eyes reads %s on a white panel",
  (name) => {
    expect(contrast(COLORS[name], COLORS.panel)).toBeGreaterThanOrEqual(4.5);
  },
);

const room = readFileSync(join(import.meta.dirname, "../../features/rooms/rooms.css"), "utf8");

it.each(Object.entries(DARK))("%s is one colour in the dark room's antd and in its styles", (name, colour) => {
  expect(new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(room)?.[1]).toBe(colour.toLowerCase());
});

it.each(["text1", "text2", "text3", "text4", "primary", "success", "warning", "error"] as const)(
  "somebody with weak eyes reads %s on a dark panel",
  (name) => {
    expect(contrast(DARK[name], DARK.panel)).toBeGreaterThanOrEqual(4.5);
  },
);

function contrast(one: string, other: string): number {
  const [dark, light] = [luminance(one), luminance(other)].toSorted((a, b) => a - b) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

/** Source: WCAG 2.2, relative luminance. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4)) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
