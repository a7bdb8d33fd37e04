import { firstDay } from "brand:core";

import { PATHS, withQuery } from "../../../paths";
import { addDays, addMonths, monthOf } from "../days";

const FIRST_DAY = firstDay;

/** The query parameters of the address, in Polish like the address itself. */
export type UsageWords = Partial<Record<"punkt" | "rok" | "miesiac" | "dzien" | "co" | "dokladnosc", string>>;

export type Series = "imported" | "zones" | "exported";
export type Period = { kind: "year"; year: string } | { kind: "month"; month: string } | { kind: "day"; day: string };

export interface UsageQuery {
  point: string | undefined;
  period: Period;
  series: Series;
  quarters: boolean;
}

const SERIES: Record<string, Series> = { pobrana: "imported", strefy: "zones", oddana: "exported" };
const ID = /^[A-Za-z0-9_-]{8,64}$/;

/** The query parameters, parsed; unknown values are ignored. `today` is the date in Warsaw. */
export function usageQuery(words: UsageWords, today: string): UsageQuery {
  const { punkt, co } = words;
  return {
    point: punkt && ID.test(punkt) ? punkt : undefined,
    period: periodOf(words, today),
    series: (co && Object.prototype.hasOwnProperty.call(SERIES, co) && SERIES[co]) || "imported",
    quarters: words.dokladnosc === "kwadranse",
  };
}

function periodOf({ punkt, rok, miesiac, dzien }: UsageWords, today: string): Period {
  if (dzien && punkt && isDate(dzien) && within(dzien, today)) return { kind: "day", day: dzien };
  if (miesiac && isDate(`${miesiac}-01`) && within(`${miesiac}-28`, addDays(today, 31))) return { kind: "month", month: miesiac };
  const year = rok && /^\d{4}$/.test(rok) && rok >= FIRST_DAY.slice(0, 4) && rok <= today.slice(0, 4) ? rok : today.slice(0, 4);
  return { kind: "year", year };
}

function isDate(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !isNaN(Date.parse(text)) && addDays(text, 0) === text;
}

function within(date: string, today: string): boolean {
  return date >= FIRST_DAY && date <= today;
}

export function usagePath(words: UsageWords): string {
  return withQuery(PATHS.usage, words);
}

/** The address of another period of the same query. */
export function periodPath({ point, series, quarters }: UsageQuery, period: Period): string {
  const co = Object.keys(SERIES).filter((word) => SERIES[word] === series && series !== "imported")[0];
  return usagePath({
    punkt: point ?? "",
    ...(period.kind === "year" && { rok: period.year }),
    ...(period.kind === "month" && { miesiac: period.month }),
    ...(period.kind === "day" && { dzien: period.day }),
    co: co ?? "",
    dokladnosc: quarters && period.kind === "day" ? "kwadranse" : "",
  });
}

export function firstDayOf(period: Period): string {
  if (period.kind === "year") return `${period.year}-01-01`;
  return period.kind === "month" ? `${period.month}-01` : period.day;
}

/** The period before or after, as long as there may be data in it. */
export function neighbour(period: Period, by: 1 | -1, today: string): Period | undefined {
  if (period.kind === "year") {
    const year = String(Number(period.year) + by);
    return year >= FIRST_DAY.slice(0, 4) && year <= today.slice(0, 4) ? { kind: "year", year } : undefined;
  }
  if (period.kind === "month") {
    const month = addMonths(period.month, by);
    return month >= monthOf(FIRST_DAY) && month <= monthOf(today) ? { kind: "month", month } : undefined;
  }
  const day = addDays(period.day, by);
  return within(day, today) ? { kind: "day", day } : undefined;
}

/** The longer period a period is a part of. */
export function around(period: Period): Period | undefined {
  if (period.kind === "year") return undefined;
  return period.kind === "month" ? { kind: "year", year: period.month.slice(0, 4) } : { kind: "month", month: monthOf(period.day) };
}
