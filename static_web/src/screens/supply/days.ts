import { warsawTime } from "../../i18n/warsaw";

/*
 * Plain dates `2026-10-25` and months `2026-10`, reckoned without the browser's own time zone.
 */

const DAY = 86_400_000;

export function addDays(date: string, n: number): string {
  return plain(new Date(Date.parse(`${date}T00:00:00Z`) + n * DAY));
}

export function monthOf(date: string): string {
  return date.slice(0, 7);
}

export function addMonths(month: string, n: number): string {
  return plain(new Date(Date.UTC(Number(month.slice(0, 4)), Number(month.slice(5, 7)) - 1 + n, 1))).slice(0, 7);
}

export function daysIn(month: string): number {
  return Number(addDays(`${addMonths(month, 1)}-01`, -1).slice(8));
}

/** All dates of a month. */
export function datesOf(month: string): string[] {
  return Array.from({ length: daysIn(month) }, (_, index) => addDays(`${month}-01`, index));
}

/** The date it is in Warsaw at an instant. */
export function warsawDate(instant: number): string {
  const { year, month, day } = warsawTime(new Date(instant));
  return `${year}-${twoDigits(month)}-${twoDigits(day)}`;
}

export function twoDigits(n: number): string {
  return String(n).padStart(2, "0");
}

function plain(date: Date): string {
  return date.toISOString().slice(0, 10);
}
