// Gzip size of each route with the shell: the static import closure read from Vite's manifest. Source: ux.md §3.1.
import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { gzipSync } from "node:zlib";

const KB = 1000;
const SHELL = "index.html";
/** Route, its module, and the limit in gzip KB, shell included. */
const ROUTES = [
  ["staff shell", SHELL, 230],
  ["sign-in", "src/features/signin/SignInPage.tsx", 300],
  ["workbench", "src/features/patients/find/TodayPage.tsx", 360],
  ["patient search", "src/features/patients/find/PatientsPage.tsx", 360],
  ["registration", "src/features/patients/register/RegisterPage.tsx", 420],
  ["patient", "src/features/patients/chart/PatientPage.tsx", 440],
  ["cases", "src/features/consultations/list/CasesPage.tsx", 360],
  ["request", "src/features/consultations/request/RequestPage.tsx", 440],
  ["case", "src/features/consultations/case/CasePage.tsx", 440],
  ["consultation room", "src/features/rooms/RoomPage.tsx", 500],
];

const folder = resolve(process.env.HUIZHEN_WEB_OUT ?? `${import.meta.dirname}/../../src/huizhen/_web`);
const manifest = JSON.parse(await readFile(`${folder}/.vite/manifest.json`, "utf8"));

function closure(name, seen = new Set()) {
  const chunk = manifest[name];
  if (!chunk) throw new Error(`${name} is not in the manifest`);
  for (const file of [chunk.file, ...(chunk.css ?? [])]) seen.add(file);
  for (const next of chunk.imports ?? []) if (!seen.has(manifest[next].file)) closure(next, seen);
  return seen;
}

async function gzipBytes(files) {
  const sizes = await Promise.all([...files].map(async (file) => gzipSync(await readFile(`${folder}/${file}`)).length));
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** Pages without an account, which have no shell around them. */
const PUBLIC = [
  ["patient h5", "src/h5/GuestPage.tsx", 100],
  ["patient h5 waits", "src/h5/seat/SeatPage.tsx", 100],
  ["check of a paper", "src/h5/verify/VerifyPage.tsx", 100],
  ["patient h5 call", "src/h5/call/GuestCall.tsx", 290],
];

let over = 0;
for (const [route, module, limit, shell] of [
  ...ROUTES.map((each) => [...each, SHELL]),
  ...PUBLIC.map((each) => [...each, "h5.html"]),
]) {
  const files = closure(shell);
  const kb = (await gzipBytes(closure(module, new Set(files)))) / KB;
  if (kb > limit) over += 1;
  console.log(`${route.padEnd(16)} ${kb.toFixed(0).padStart(5)} KB  limit ${limit}${kb > limit ? "  OVER" : ""}`);
}
process.exitCode = over > 0 ? 1 : 0;
