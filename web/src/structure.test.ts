import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { expect, it } from "vitest";

const SRC = import.meta.dirname;
const SERVER = join(SRC, "../../src/huizhen");
const TSX_LINES_MAX = 250;
const FILES_MAX = 12;

const names = readdirSync(SRC, { recursive: true, encoding: "utf8" });
const sources = names.filter((name) => /\.tsx?$/.test(name) && !/\.d\.ts$|\.test\.tsx?$/.test(name));

function imports(name: string): string[] {
  const source = readFileSync(join(SRC, name), "utf8");
  const found = [...source.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g)].map(([, path]) => path as string);
  return found.map((path) => relative(SRC, resolve(SRC, dirname(name), path)));
}

function featureOf(name: string): string | undefined {
  return /^features\/(\w+)/.exec(name)?.[1];
}

it("a feature meets another one only at its front door", () => {
  const inside = sources.filter((name) => featureOf(name) !== undefined);
  const through = inside.flatMap((name) =>
    imports(name)
      .filter((path) => featureOf(path) !== undefined && featureOf(path) !== featureOf(name))
      .filter((path) => path !== `features/${featureOf(path) ?? ""}`)
      .map((path) => `${name} → ${path}`),
  );
  expect(through).toEqual([]);
});

it("shared parts and the client know no feature", () => {
  const low = sources.filter((name) => /^(shared|api)\//.test(name));
  expect(low.filter((name) => imports(name).some((path) => /^(features|shell)/.test(path)))).toEqual([]);
});

it("generated types are met only in types, and written by no hand elsewhere", () => {
  const users = sources.filter((name) => imports(name).some((path) => path.includes("generated")));
  for (const name of users) {
    expect(readFileSync(join(SRC, name), "utf8"), name).toMatch(/import type \{ \w+ \} from ".*generated\/openapi"/);
  }
});

it("features bear the names of the server's packages", () => {
  const features = readdirSync(join(SRC, "features"));
  expect(features.filter((name) => !existsSync(join(SERVER, name, "__init__.py")))).toEqual([]);
});

it("no component is a giant and no folder a heap", () => {
  const long = sources.filter((name) => name.endsWith(".tsx") && lines(name) > TSX_LINES_MAX);
  expect(long).toEqual([]);
  const folders = Map.groupBy(names.filter((name) => /\.\w+$/.test(name)), (name) => dirname(name));
  const full = [...folders].filter(([, files]) => files.length > FILES_MAX).map(([folder]) => folder);
  expect(full).toEqual([]);
});

function lines(name: string): number {
  return readFileSync(join(SRC, name), "utf8").split("\n").length;
}
