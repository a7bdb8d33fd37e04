import { warsawTime } from "./warsaw";

const NBSP = "\u00a0";
const MINUS = "\u2212";

/** Integer grosze as `1 234,56 zł`, with no-break spaces; the same in every language, as the invoices have it. */
export function money(grosze: number): string {
  return `${decimal(grosze)}${NBSP}zł`;
}

/** Integer grosze as `1 234,56`, for a column whose head already says zł. */
export function decimal(grosze: number): string {
  const whole = Math.floor(Math.abs(grosze) / 100);
  const cents = String(Math.abs(grosze) % 100).padStart(2, "0");
  return `${grosze < 0 ? MINUS : ""}${grouped(whole)},${cents}`;
}

/** Whole kWh as `1 234 kWh`. */
export function energy(kwh: number): string {
  return `${kwh < 0 ? MINUS : ""}${grouped(Math.abs(kwh))}${NBSP}kWh`;
}

/** A whole number in groups of three: `1 234`. */
export function grouped(whole: number): string {
  return String(whole).replace(/\B(?=(\d{3})+$)/g, NBSP);
}

/** A plain date `2026-11-22` as `22.11.2026`. */
export function plainDate(date: string): string {
  const [year = "", month = "", day = ""] = date.split("-");
  return `${day}.${month}.${year}`;
}

/** A plain date without its year: `22.11`. */
export function dayAndMonth(date: string): string {
  return plainDate(date).slice(0, 5);
}

/** The day of the week of a plain date: 0 for Monday to 6 for Sunday. */
export function weekday(date: string): number {
  return (new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7;
}

/** The Warsaw date of an instant: `22.11.2026`. */
export function dateOf(instant: string): string {
  const { year, month, day } = warsawTime(new Date(instant));
  return `${twoDigits(day)}.${twoDigits(month)}.${year}`;
}

/** The Warsaw time of an instant: `6:00`. */
export function timeOf(instant: string): string {
  const { hour, minute } = warsawTime(new Date(instant));
  return `${hour}:${twoDigits(minute)}`;
}

/** An instant as `22.11.2026, 6:00`. */
export function dateTime(instant: string): string {
  return `${dateOf(instant)}, ${timeOf(instant)}`;
}

/** An account number (NRB) as banks print it: `12 3456 7890 …`. */
export function accountNumber(nrb: string): string {
  return [nrb.slice(0, 2), ...(nrb.slice(2).match(/\d{1,4}/g) ?? [])].join(" ");
}

/** A decimal from the billing system (`0.4120`) as written in Poland (`0,4120`). */
export function quantity(value: string): string {
  const [whole = "", fraction] = value.replace("-", MINUS).split(".");
  const digits = whole.replace(/\d+/, (number) => grouped(Number(number)));
  return fraction === undefined ? digits : `${digits},${fraction}`;
}

function twoDigits(n: number): string {
  return String(n).padStart(2, "0");
}
