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

let spoken: Language = "pl";

/** The language of what is on the screen, by which numbers and dates are written. */
export const spokenLanguage = (): Language => spoken;

export function speakLanguage(language: Language): void {
  spoken = language;
}

export function storeLanguage(language: Language): void {
  try {
    localStorage.setItem(KEY, language);
  } catch {
    // the choice then lasts until the page is closed
  }
}
