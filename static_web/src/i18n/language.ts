export const LANGUAGES = ["pl", "en", "uk"] as const;
export type Language = (typeof LANGUAGES)[number];

const KEY = "mojbok.language";

/** The language chosen in this browser before, else the first of the browser's languages that we have, else Polish. */
export function storedLanguage(): Language {
  return chosenLanguage() ?? browserLanguage() ?? "pl";
}

/** Whether somebody chose a language in this browser. */
export const isLanguageChosen = () => chosenLanguage() !== undefined;

function chosenLanguage(): Language | undefined {
  try {
    const stored = localStorage.getItem(KEY);
    return LANGUAGES.find((language) => language === stored);
  } catch {
    return undefined; // storage may be forbidden
  }
}

function browserLanguage(): Language | undefined {
  for (const wanted of navigator.languages ?? [navigator.language]) {
    const found = LANGUAGES.find((language) => language === wanted.toLowerCase().split("-")[0]);
    if (found) return found;
  }
  return undefined;
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
    // without storage the choice lasts until the page is closed
  }
}
