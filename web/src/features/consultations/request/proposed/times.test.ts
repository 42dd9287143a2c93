import { describe, expect, it } from "vitest";
import { firstAhead, lineOf, wished } from "./times";

describe("wished times", () => {
  it("are sent as instants, without the lines that were left empty", () => {
    const typed = ["2026-12-01 09:30", undefined, "2026-12-02 14:00"];
    expect(wished(typed)).toEqual(["2026-12-01T01:30:00.000Z", "2026-12-02T06:00:00.000Z"]);
    expect(wished(undefined)).toEqual([]);
    expect([lineOf(typed, 0), lineOf(typed, 1)]).toEqual([0, 2]);
  });

  it("give the first that is still ahead when a time is fixed", () => {
    const times = ["2026-12-01T01:30:00Z", "2026-12-02T06:00:00Z"];
    expect(firstAhead(times, Date.parse("2026-11-30T00:00:00Z"))).toBe("2026-12-01 09:30");
    expect(firstAhead(times, Date.parse("2026-12-01T01:30:00Z"))).toBe("2026-12-02 14:00");
    expect(firstAhead(times, Date.parse("2026-12-03T00:00:00Z"))).toBeUndefined();
  });
});
