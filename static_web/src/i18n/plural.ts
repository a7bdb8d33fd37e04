import type { Language } from "./language";

type PluralForm = "one" | "few" | "many" | "other";

/** The CLDR category of a whole number; what Intl.PluralRules says, for browsers that have none. */
export function wholeNumberForm(language: Language, n: number): PluralForm {
  const whole = Math.abs(n);
  if (language === "en") return whole === 1 ? "one" : "other";
  const tens = whole % 100;
  const units = whole % 10;
  const teens = tens >= 12 && tens <= 14;
  if (language === "pl" ? whole === 1 : units === 1 && tens !== 11) return "one";
  return units >= 2 && units <= 4 && !teens ? "few" : "many";
}

/** The form of a noun that goes with `n`, for example `plural("pl", 5, { one: "dzień", few: "dni", many: "dni" })`. */
export function plural(
  language: Language,
  n: number,
  forms: { one: string; few?: string; many?: string; other?: string },
): string {
  const form =
    typeof Intl === "object" && Intl.PluralRules
      ? (new Intl.PluralRules(language).select(n) as PluralForm)
      : wholeNumberForm(language, n);
  return forms[form] ?? forms.many ?? forms.other ?? forms.one;
}
