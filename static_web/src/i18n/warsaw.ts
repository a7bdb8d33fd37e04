/** The wall clock in Poland, as numbers. */
interface WarsawTime {
  year: number;
  month: number;
  day: number;
  hour: number;
  minute: number;
}

const HOUR = 3_600_000;

/** What the clock in Warsaw shows at an instant, by Intl where it knows the time zone, else by the EU's rule. */
export function warsawTime(instant: Date): WarsawTime {
  return intlKnowsWarsaw() ? byIntl(instant) : byRule(instant);
}

/** In the hour that comes twice in October 0 for the first of the two, 1 for the second; else undefined. */
export function whichOfTwo(instant: Date): 0 | 1 | undefined {
  const hourAt = (shift: number) => warsawTime(new Date(instant.getTime() + shift)).hour;
  const now = hourAt(0);
  return hourAt(HOUR) === now ? 0 : hourAt(-HOUR) === now ? 1 : undefined;
}

/** Directive 2000/84/EC: summer time from 01:00 UTC on the last Sunday of March to 01:00 UTC on that of October. */
export function byRule(instant: Date): WarsawTime {
  const year = instant.getUTCFullYear();
  const summer = instant.getTime() >= lastSunday(year, 2) && instant.getTime() < lastSunday(year, 9);
  const local = new Date(instant.getTime() + (summer ? 2 : 1) * HOUR);
  return {
    year: local.getUTCFullYear(),
    month: local.getUTCMonth() + 1,
    day: local.getUTCDate(),
    hour: local.getUTCHours(),
    minute: local.getUTCMinutes(),
  };
}

function lastSunday(year: number, month: number): number {
  const lastDay = new Date(Date.UTC(year, month + 1, 0, 1));
  return lastDay.getTime() - lastDay.getUTCDay() * 24 * HOUR;
}

let formatter: Intl.DateTimeFormat | undefined;
let known: boolean | undefined;

function intlKnowsWarsaw(): boolean {
  if (known === undefined) {
    try {
      formatter = new Intl.DateTimeFormat("en-GB", {
        timeZone: "Europe/Warsaw",
        year: "numeric",
        month: "numeric",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
        hour12: false,
      });
      known = typeof formatter.formatToParts === "function";
    } catch {
      known = false;
    }
  }
  return known;
}

export function byIntl(instant: Date): WarsawTime {
  const parts: Record<string, number> = {};
  if (intlKnowsWarsaw() && formatter) {
    for (const { type, value } of formatter.formatToParts(instant)) parts[type] = Number(value);
  }
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0 } = parts;
  return { year, month, day, hour: hour % 24, minute }; // some engines call midnight 24
}
