// Writes the client's types from the server's contract. Usage: npm run generate [-- <openapi.json>]
import { mkdir, writeFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import openapi, { astToString } from "openapi-typescript";

const root = resolve(import.meta.dirname, "../..");
const contract = resolve(process.argv[2] ?? `${root}/contracts/openapi.json`);
const target = resolve(root, "web/src/api/generated/openapi.d.ts");
const types = await openapi(pathToFileURL(contract), { alphabetize: true, silent: true });
await mkdir(resolve(target, ".."), { recursive: true });
await writeFile(target, `// Generated from contracts/openapi.json by "npm run generate". Do not edit.\n${astToString(types)}`);
