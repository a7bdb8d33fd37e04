import { afterEach, expect, test, vi } from "vitest";

import { storedLanguage } from "./language";

function browserOf(languages: string[], stored?: string): void {
  vi.stubGlobal("navigator", { languages, language: languages[0] });
  vi.stubGlobal("localStorage", { getItem: () => stored ?? null });
}

afterEach(() => vi.unstubAllGlobals());

test.each([
  [["uk-UA", "ru", "en"], "uk"],
  [["en-GB"], "en"],
  [["de-DE", "uk"], "uk"],
  [["de-DE", "fr"], "pl"],
  [["PL"], "pl"],
  [[], "pl"],
])("a browser that asks for %s gets %s at the first visit", (languages, expected) => {
  browserOf(languages);
  expect(storedLanguage()).toBe(expected);
});

test("the language chosen here takes precedence over those of the browser", () => {
  browserOf(["uk-UA"], "en");
  expect(storedLanguage()).toBe("en");
  browserOf(["uk-UA"], "klingon");
  expect(storedLanguage()).toBe("uk");
});

test("a browser that forbids storage is asked for its language", () => {
  vi.stubGlobal("navigator", { languages: ["uk"] });
  vi.stubGlobal("localStorage", undefined);
  expect(storedLanguage()).toBe("uk");
});
