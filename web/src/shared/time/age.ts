/** How old something is, in one unit: a time on screen is never shown without its age. */

export type AgeUnit = "now" | "second" | "minute" | "hour" | "day";

export interface AgeParts {
  unit: AgeUnit;
  count: number;
}

const NOW_S = 3;
const MINUTE_S = 60;
const HOUR_S = 60 * MINUTE_S;
const DAY_S = 24 * HOUR_S;

export function ageOf(atMs: number, nowMs: number): AgeParts {
  const seconds = Math.floor((nowMs - atMs) / 1000);
  // A clock a little ahead of ours is not a time in the future.
  if (seconds < NOW_S) return { unit: "now", count: 0 };
  if (seconds < MINUTE_S) return { unit: "second", count: seconds };
  if (seconds < HOUR_S) return { unit: "minute", count: Math.floor(seconds / MINUTE_S) };
  if (seconds < DAY_S) return { unit: "hour", count: Math.floor(seconds / HOUR_S) };
  return { unit: "day", count: Math.floor(seconds / DAY_S) };
}

function two(value: number): string {
  return String(value).padStart(2, "0");
}

/** `03:12`, for how long something has been away. */
export function clockOf(atMs: number, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - atMs) / 1000));
  const hours = Math.floor(seconds / HOUR_S);
  const rest = `${two(Math.floor((seconds % HOUR_S) / MINUTE_S))}:${two(seconds % MINUTE_S)}`;
  return hours > 0 ? `${hours}:${rest}` : rest;
}

export type LifeUnit = "years" | "months" | "days";

const MONTHS_UNTIL_YEARS = 36;
const DAYS_UNTIL_MONTHS = 28;

/** A person's age as clinicians say it: days for a newborn, months under three, then years. */
export function lifeAge(bornOn: string, today: string): { unit: LifeUnit; count: number } {
  const born = new Date(`${bornOn}T00:00:00Z`);
  const now = new Date(`${today}T00:00:00Z`);
  const days = Math.max(0, Math.floor((now.getTime() - born.getTime()) / (DAY_S * 1000)));
  if (days < DAYS_UNTIL_MONTHS) return { unit: "days", count: days };
  const whole = now.getUTCDate() < born.getUTCDate() ? 1 : 0;
  const months =
    (now.getUTCFullYear() - born.getUTCFullYear()) * 12 + now.getUTCMonth() - born.getUTCMonth() - whole;
  if (months < MONTHS_UNTIL_YEARS) return { unit: "months", count: Math.max(1, months) };
  return { unit: "years", count: Math.floor(months / 12) };
}

export type LeftUnit = "over" | "minute" | "hour" | "day";

/** How much time is left, in one unit, never more than there is. */
export function leftOf(untilMs: number, nowMs: number): { unit: LeftUnit; count: number } {
  const seconds = Math.floor((untilMs - nowMs) / 1000);
  if (seconds <= 0) return { unit: "over", count: 0 };
  if (seconds < HOUR_S) return { unit: "minute", count: Math.ceil(seconds / MINUTE_S) };
  if (seconds < 2 * DAY_S) return { unit: "hour", count: Math.floor(seconds / HOUR_S) };
  return { unit: "day", count: Math.floor(seconds / DAY_S) };
}
