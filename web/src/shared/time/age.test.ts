import { expect, it } from "vitest";
import { ageOf, clockOf, leftOf, lifeAge } from "./age";
import { clockText, dayText, instantOf, nextDay, timeText } from "./format";

const NOW = Date.UTC(2026, 10, 25, 4, 0, 0);

it.each([
  [0, { unit: "now", count: 0 }],
  [-5, { unit: "now", count: 0 }],
  [12, { unit: "second", count: 12 }],
  [59, { unit: "second", count: 59 }],
  [60, { unit: "minute", count: 1 }],
  [3599, { unit: "minute", count: 59 }],
  [3600, { unit: "hour", count: 1 }],
  [86_399, { unit: "hour", count: 23 }],
  [86_400, { unit: "day", count: 1 }],
])("somebody reads %i seconds in one unit", (seconds, parts) => {
  expect(ageOf(NOW - seconds * 1000, NOW)).toEqual(parts);
});

it("an outage is counted like a clock", () => {
  expect(clockOf(NOW - 192_000, NOW)).toBe("03:12");
  expect(clockOf(NOW - 3_723_000, NOW)).toBe("1:02:03");
});

it.each([
  ["2026-11-25", { unit: "days", count: 0 }],
  ["2026-10-29", { unit: "days", count: 27 }],
  ["2026-10-27", { unit: "months", count: 1 }],
  ["2025-11-26", { unit: "months", count: 11 }],
  ["2023-11-26", { unit: "months", count: 35 }],
  ["2023-11-25", { unit: "years", count: 3 }],
  ["1962-11-26", { unit: "years", count: 63 }],
])("a clinician reads the age of one born on %s", (bornOn, age) => {
  expect(lifeAge(bornOn, "2026-11-25")).toEqual(age);
});

it("a time belongs to the store's day, not to the reader's", () => {
  expect(timeText("2026-11-24T16:30:00Z")).toBe("2026-11-25 00:30");
  expect(dayText("2026-11-24T16:30:00Z", "Asia/Urumqi")).toBe("2026-11-24");
  expect(clockText("2026-11-24T15:59:00Z")).toBe("23:59");
});

it("the next day follows over months and leap years", () => {
  expect(nextDay("2028-02-28", 1)).toBe("2028-02-29");
  expect(nextDay("2027-01-01", -1)).toBe("2026-12-31");
});

it.each([
  [0, { unit: "over", count: 0 }],
  [-60, { unit: "over", count: 0 }],
  [30, { unit: "minute", count: 1 }],
  [1800, { unit: "minute", count: 30 }],
  [3600, { unit: "hour", count: 1 }],
  [172_799, { unit: "hour", count: 47 }],
  [172_800, { unit: "day", count: 2 }],
])("an expert with %i seconds to answer reads what is left", (seconds, left) => {
  expect(leftOf(NOW + seconds * 1000, NOW)).toEqual(left);
});

it("a time that was agreed is the store's, wherever the browser stands", () => {
  expect(instantOf("2026-11-26 14:30")).toBe("2026-11-26T06:30:00.000Z");
  expect(instantOf("2026-11-26 00:10", "Asia/Urumqi")).toBe("2026-11-25T18:10:00.000Z");
  expect(timeText(instantOf("2026-11-26 14:30"))).toBe("2026-11-26 14:30");
});
