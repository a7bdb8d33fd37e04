import { grouped } from "../../../i18n/format";
import type { Language } from "../../../i18n/language";
import { plural } from "../../../i18n/plural";

type Count = (n: number) => string;

/** Days, months and metering points, counted in the forms of each language. */
export const COUNTS: Record<Language, Record<"days" | "months" | "points", Count>> = {
  pl: {
    days: (n) => `${n} ${plural("pl", n, { one: "dzień", few: "dni", many: "dni" })}`,
    months: (n) => `${n} ${plural("pl", n, { one: "miesiąc", few: "miesiące", many: "miesięcy" })}`,
    points: (n) => `${grouped(n)} ${plural("pl", n, { one: "punkt", few: "punkty", many: "punktów" })}`,
  },
  en: {
    days: (n) => `${n} ${plural("en", n, { one: "day", other: "days" })}`,
    months: (n) => `${n} ${plural("en", n, { one: "month", other: "months" })}`,
    points: (n) => `${grouped(n)} ${plural("en", n, { one: "point", other: "points" })}`,
  },
  uk: {
    days: (n) => `${n} ${plural("uk", n, { one: "день", few: "дні", many: "днів" })}`,
    months: (n) => `${n} ${plural("uk", n, { one: "місяць", few: "місяці", many: "місяців" })}`,
    points: (n) => `${grouped(n)} ${plural("uk", n, { one: "точка", few: "точки", many: "точок" })}`,
  },
};
