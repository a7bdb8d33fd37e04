import { serverNow } from "../../api/server-clock";
import { warsawTime } from "../../i18n/warsaw";

/** Today in Warsaw as `2026-11-27`, by the server's clock. */
export function today(now = new Date(serverNow())): string {
  const { year, month, day } = warsawTime(now);
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

/** How many days after today a day is; below zero where it is over. */
export function daysUntil(day: string, from = today()): number {
  return Math.round((Date.parse(day) - Date.parse(from)) / 86_400_000);
}
