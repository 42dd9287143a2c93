/**
 * What a resident identity number says, to spare typing. The server decides whether it is right.
 * Source: GB 11643 (form, checksum of ISO 7064 MOD 11-2).
 */

export interface ResidentFacts {
  birthDate: string;
  sex: "male" | "female";
}

const FORM = /^\d{17}[\dX]$/;
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const CHECK_DIGITS = "10X98765432";
const SEX_AT = 16;

/** Half-width, upper case, without spaces and dashes: as numbers are kept and compared. */
export function plainNumber(typed: string): string {
  return typed.normalize("NFKC").replaceAll(/[\s\-‐-―−]/g, "").toUpperCase();
}

/** `null` unless form, checksum and date hold: half a number must not fill in anything. */
export function residentFacts(typed: string, today: string): ResidentFacts | null {
  const number = plainNumber(typed);
  if (!FORM.test(number)) return null;
  const total = WEIGHTS.reduce((sum, weight, at) => sum + weight * Number(number[at]), 0);
  if (CHECK_DIGITS[total % CHECK_DIGITS.length] !== number.at(-1)) return null;
  const birthDate = `${number.slice(6, 10)}-${number.slice(10, 12)}-${number.slice(12, 14)}`;
  if (!isDate(birthDate) || birthDate > today) return null;
  return { birthDate, sex: Number(number[SEX_AT]) % 2 === 1 ? "male" : "female" };
}

function isDate(text: string): boolean {
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}
