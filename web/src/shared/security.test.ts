import { beforeAll, expect, it, vi } from "vitest";

const ORIGIN = "http://li.hq.huizhen.localhost:8000";
let isOwnScript: (address: string, origin: string) => boolean;

beforeAll(async () => {
  vi.stubGlobal("location", { origin: ORIGIN });
  ({ isOwnScript } = await import("./security"));
});

it("a worker of our own origin or made here may run", () => {
  expect(isOwnScript("/assets/worker.js", ORIGIN)).toBe(true);
  expect(isOwnScript(`blob:${ORIGIN}/4d3c`, ORIGIN)).toBe(true);
});

it("a script of anybody else may not", () => {
  expect(isOwnScript("https://cdn.example/x.js", ORIGIN)).toBe(false);
  expect(isOwnScript("//cdn.example/x.js", ORIGIN)).toBe(false);
  expect(isOwnScript("blob:https://cdn.example/4d3c", ORIGIN)).toBe(false);
  expect(isOwnScript("data:text/javascript,1", ORIGIN)).toBe(false);
});
