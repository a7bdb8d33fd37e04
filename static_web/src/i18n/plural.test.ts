import { afterEach, expect, it, vi } from "vitest";

import { LANGUAGES } from "./language";
import { pl } from "./pl";
import { plural, wholeNumberForm } from "./plural";
import { pl as dashboard } from "../screens/dashboard/text/pl";
import { uk as dashboardUk } from "../screens/dashboard/text/uk";

afterEach(() => vi.unstubAllGlobals());

it.each(LANGUAGES)("has the forms of Intl.PluralRules without it: %s", (language) => {
  const rules = new Intl.PluralRules(language);
  for (let n = 0; n <= 1200; n += 1) expect(wholeNumberForm(language, n), String(n)).toBe(rules.select(n));
});

it("uses the fallback where Intl has no plural rules", () => {
  vi.stubGlobal("Intl", {});
  expect(plural("pl", 22, { one: "dzień", few: "dni", many: "dzionków" })).toBe("dni");
  expect(plural("en", 1, { one: "day", other: "days" })).toBe("day");
});

it("has the right forms for one, two and five", () => {
  expect([1, 2, 5, 12, 22, 25].map((n) => pl.password.missing(n))).toEqual([
    "Jeszcze 1 znak.", "Jeszcze 2 znaki.", "Jeszcze 5 znaków.", "Jeszcze 12 znaków.", "Jeszcze 22 znaki.", "Jeszcze 25 znaków.",
  ]);
  expect([-1, 0, 1, 2, 5].map((n) => dashboard.dueIn(n))).toEqual(["1 dzień po terminie", "dziś", "jutro", "za 2 dni", "za 5 dni"]);
  expect([2, 5, 21].map((n) => dashboardUk.dueIn(n))).toEqual(["за 2 дні", "за 5 днів", "за 21 день"]);
});
