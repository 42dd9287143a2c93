/** The current one-time code of a demo account, from the address its authenticator app would scan. Source: RFC 6238. */

const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const BITS_PER_LETTER = 5;

export interface TotpSeed {
  secret: Uint8Array<ArrayBuffer>;
  digits: number;
  periodS: number;
  hash: "SHA-1" | "SHA-256" | "SHA-512";
}

export function seedOf(address: string): TotpSeed {
  const asked = new URL(address).searchParams;
  const algorithm = asked.get("algorithm") ?? "SHA1";
  return {
    secret: fromBase32(asked.get("secret") ?? ""),
    digits: Number(asked.get("digits") ?? 6),
    periodS: Number(asked.get("period") ?? 30),
    hash: algorithm === "SHA512" ? "SHA-512" : algorithm === "SHA256" ? "SHA-256" : "SHA-1",
  };
}

export async function codeAt(seed: TotpSeed, nowMs: number): Promise<string> {
  const counter = new DataView(new ArrayBuffer(8));
  counter.setBigUint64(0, BigInt(Math.floor(nowMs / 1000 / seed.periodS)));
  const key = await crypto.subtle.importKey("raw", seed.secret, { name: "HMAC", hash: seed.hash }, false, ["sign"]);
  const mac = new DataView(await crypto.subtle.sign("HMAC", key, counter));
  const offset = mac.getUint8(mac.byteLength - 1) & 0x0f;
  const number = mac.getUint32(offset) & 0x7fffffff;
  return String(number % 10 ** seed.digits).padStart(seed.digits, "0");
}

function fromBase32(text: string): Uint8Array<ArrayBuffer> {
  const bytes: number[] = [];
  let held = 0;
  let bits = 0;
  for (const letter of text.toUpperCase().replaceAll("=", "")) {
    held = (held << BITS_PER_LETTER) | ALPHABET.indexOf(letter);
    bits += BITS_PER_LETTER;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((held >> bits) & 0xff);
  }
  return Uint8Array.from(bytes);
}
