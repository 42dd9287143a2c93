import { describe, expect, it } from "vitest";
import { ownPlace } from "./ownPlace";
import { codeAt, seedOf } from "./demo/totp";
import { personOfHost } from "./demo/personOfHost";

describe("the demo's code", () => {
  // RFC 6238, appendix B: secret "12345678901234567890", 8 digits, SHA-1.
  const seed = seedOf("otpauth://totp/x?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&digits=8&period=30");

  it.each([
    [59, "94287082"],
    [1_111_111_109, "07081804"],
    [2_000_000_000, "69279037"],
  ])("is right at second %i", async (second, code) => {
    expect(await codeAt(seed, second * 1000)).toBe(code);
  });
});

it("somebody who comes to a person's address finds the form about that person", () => {
  const person = (login: string) => ({ login, url: `http://${login}.hq.huizhen.localhost:8000/` });
  const people = [person("li.ming"), person("chen.yu")] as unknown as Parameters<typeof personOfHost>[0];
  expect(personOfHost(people, "chen.yu.hq.huizhen.localhost:8000")?.login).toBe("chen.yu");
  expect(personOfHost(people, "hq.huizhen.localhost:8000")).toBeUndefined();
});

it("nobody is led to another site after signing in", () => {
  expect(ownPlace("/patients/1?write=note")).toBe("/patients/1?write=note");
  for (const trap of ["https://evil.example", "//evil.example", "/\\evil.example", "javascript:alert(1)", 7, undefined]) {
    expect(ownPlace(trap)).toBe("/");
  }
});
