import { spokenLanguage } from "./language";
import { warsawTime, whichOfTwo } from "./warsaw";

const NBSP = "\u00a0";
const MINUS = "\u2212";
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

const CLOCKS = { pl: ["czas letni", "czas zimowy"], en: ["summer time", "winter time"], uk: ["літній час", "зимовий час"] };

const english = () => spokenLanguage() === "en";

/** What stands before the fraction. */
export const decimalMark = () => (english() ? "." : ",");

/** The złoty as it stands beside an axis. */
export const currency = () => (english() ? "PLN" : "zł");

/** Integer grosze as `1 234,56 zł`, with no-break spaces; in English `PLN 1,234.56`. */
export function money(grosze: number): string {
  if (!english()) return `${decimal(grosze)}${NBSP}zł`;
  return `${grosze < 0 ? MINUS : ""}PLN${NBSP}${decimal(Math.abs(grosze))}`;
}

/** Integer grosze as `1 234,56`, for a column whose head already says zł. */
export function decimal(grosze: number): string {
  const whole = Math.floor(Math.abs(grosze) / 100);
  const cents = String(Math.abs(grosze) % 100).padStart(2, "0");
  return `${grosze < 0 ? MINUS : ""}${grouped(whole)}${decimalMark()}${cents}`;
}

/** Whole kWh as `1 234 kWh`. */
export function energy(kwh: number): string {
  return `${kwh < 0 ? MINUS : ""}${grouped(Math.abs(kwh))}${NBSP}kWh`;
}

/** A whole number in groups of three: `1 234`, in English `1,234`. */
export function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, english() ? "," : NBSP);
}

/** A plain date `2026-11-22` as `22.11.2026`, in English `22 Nov 2026`. */
export function plainDate(date: string): string {
  return `${dayAndMonth(date)}${english() ? NBSP : "."}${date.slice(0, 4)}`;
}

/** A plain date without its year: `22.11`, in English `22 Nov`. */
export function dayAndMonth(date: string): string {
  const [, month = "", day = ""] = date.split("-");
  return english() ? `${Number(day)}${NBSP}${MONTHS[Number(month) - 1]}` : `${day}.${month}`;
}

/** The day of the week of a plain date: 0 for Monday to 6 for Sunday. */
export function weekday(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** The Warsaw date of an instant: `22.11.2026`. */
export function dateOf(instant: string): string {
  const { year, month, day } = warsawTime(new Date(instant));
  return plainDate(`${year}-${twoDigits(month)}-${twoDigits(day)}`);
}

/** The Warsaw time of an instant: `6:00`; in the hour that comes twice in October it says which of the two it is. */
export function timeOf(instant: string): string {
  const at = new Date(instant);
  const { hour, minute } = warsawTime(at);
  const which = whichOfTwo(at);
  return `${hour}:${twoDigits(minute)}${which === undefined ? "" : ` (${CLOCKS[spokenLanguage()][which]})`}`;
}

/** An instant as `22.11.2026, 6:00`. */
export function dateTime(instant: string): string {
  return `${dateOf(instant)}, ${timeOf(instant)}`;
}

/** An account number (NRB) as banks print it: `12 3456 7890 …`. */
export function accountNumber(nrb: string): string {
  return [nrb.slice(0, 2), ...(nrb.slice(2).match(/\d{1,4}/g) ?? [])].join(" ");
}

/** A decimal from the billing system (`0.4120`) as its readers write it (`0,4120`). */
export function quantity(value: string): string {
  const [whole = "", fraction] = value.replace("-", MINUS).split(".");
  const digits = whole.replace(/\d+/, (number) => grouped(Number(number)));
  return fraction === undefined ? digits : `${digits}${decimalMark()}${fraction}`;
}

function twoDigits(n: number): string {
  return String(n).padStart(2, "0");
}
