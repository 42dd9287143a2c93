import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const SRC = join(import.meta.dirname, "../..");
const PLURALS = /_(one|other)$/;
const CJK = /[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]/;

const files = readdirSync(SRC, { recursive: true, encoding: "utf8" }).map((name) => join(SRC, name));
const folders = files.filter((name) => name.endsWith("/zh-CN.json")).map((name) => dirname(name));
const sources = files.filter((name) => /\.tsx?$/.test(name) && !/\.test\.tsx?$|\.d\.ts$/.test(name));

function keysOf(value: unknown, path = ""): string[] {
  if (typeof value !== "object" || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => keysOf(inner, path ? `${path}.${key}` : key));
}

function words(folder: string, language: string): Record<string, unknown> {
  return JSON.parse(readFileSync(join(folder, `${language}.json`), "utf8")) as Record<string, unknown>;
}

function stems(folder: string, language: string): Set<string> {
  return new Set(keysOf(words(folder, language)).map((key) => key.replace(PLURALS, "")));
}

/** Comments may say how a thing is called on screen. */
function withoutComments(source: string): string {
  return source.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|\s)\/\/.*$/gm, "");
}

describe("a reader of either language", () => {
  it.each(folders.map((folder) => [relative(SRC, folder), folder]))("finds the same words in %s", (_, folder) => {
    expect([...stems(folder, "en")].toSorted()).toEqual([...stems(folder, "zh-CN")].toSorted());
  });

  it.each(folders.map((folder) => [relative(SRC, folder), folder]))("meets no Chinese on English screens of %s", (_, folder) => {
    const english = JSON.stringify({ ...words(folder, "en"), language: undefined }).replaceAll("张三", "");
    expect(CJK.exec(english)?.[0]).toBeUndefined();
  });

  it("has one and many in English wherever a number is counted", () => {
    for (const folder of folders) {
      const keys = keysOf(words(folder, "en"));
      const many = keys.filter((key) => key.endsWith("_other"));
      for (const key of many) expect(keys, key).toContain(key.replace("_other", "_one"));
    }
  });
});

describe("somebody who writes a screen", () => {
  it("keeps every Chinese word in a locale file", () => {
    const found = sources.filter((name) => CJK.test(withoutComments(readFileSync(name, "utf8"))));
    expect(found.map((name) => relative(SRC, name))).toEqual([]);
  });

  it("asks only for words that exist", () => {
    const missing = sources.flatMap((name) => {
      const source = readFileSync(name, "utf8");
      const own = /useTranslation\("(\w+)"\)/.exec(source)?.[1];
      const asked = [...source.matchAll(/\bt\("([\w:.-]+)"/g)].map(([, key]) => key as string);
      return asked
        .map((key) => (key.includes(":") ? key : `${own ?? ""}:${key}`))
        .filter((key) => !exists(key))
        .map((key) => `${relative(SRC, name)} ${key}`);
    });
    expect(missing).toEqual([]);
  });
});

function exists(key: string): boolean {
  const [namespace, word] = key.split(":") as [string, string];
  const folder = folders.find((each) => each.endsWith(`/${namespace}`));
  return folder !== undefined && stems(folder, "zh-CN").has(word);
}
