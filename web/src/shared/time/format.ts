/** Dates and times as everybody here writes them: `YYYY-MM-DD HH:mm`, in the store's time zone. */

export const DEFAULT_TIME_ZONE = "Asia/Shanghai";

function parts(at: string | number, timeZone: string): Record<string, string> {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    minute: "2-digit",
  });
  return Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]));
}

export function dayText(at: string | number, timeZone = DEFAULT_TIME_ZONE): string {
  const { year, month, day } = parts(at, timeZone);
  return `${year}-${month}-${day}`;
}

export function clockText(at: string | number, timeZone = DEFAULT_TIME_ZONE): string {
  const { hour, minute } = parts(at, timeZone);
  return `${hour}:${minute}`;
}

export function timeText(at: string | number, timeZone = DEFAULT_TIME_ZONE): string {
  return `${dayText(at, timeZone)} ${clockText(at, timeZone)}`;
}

export function weekdayText(day: string, language: string): string {
  return new Intl.DateTimeFormat(language, { weekday: "short", timeZone: "UTC" }).format(new Date(`${day}T00:00:00Z`));
}

/** The calendar day some days later; days before are negative. */
export function nextDay(day: string, days: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

/** The instant at which the clock on the store's wall shows `YYYY-MM-DD HH:mm`, as ISO text. */
export function instantOf(wall: string, timeZone = DEFAULT_TIME_ZONE): string {
  const asUtc = wallMs(wall);
  const ahead = wallMs(timeText(asUtc, timeZone)) - asUtc;
  return new Date(asUtc - ahead).toISOString();
}

function wallMs(wall: string): number {
  return Date.parse(`${wall.replace(" ", "T")}:00Z`);
}
