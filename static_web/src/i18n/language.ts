export const LANGUAGES = ["pl", "en", "uk"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = "mojbok.language";

/** The language chosen earlier in this browser, Polish otherwise. */
export function storedLanguage(): Language {
  try {
    const stored = localStorage.getItem(KEY);
    return LANGUAGES.find((language) => language === stored) ?? "pl";
  } catch {
    return "pl"; // storage may be forbidden
  }
}

export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // the choice then lasts until the page is closed
  }
}
