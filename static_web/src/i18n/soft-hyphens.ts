import type { Language } from "./language";

const HYPHEN = "\u00ad";
/** Shorter words fit, however large the text is. */
const LONG = 10;
const LEAST = 3;

/** Vowels, and consonants of which what is one sound is never parted. English is hyphenated by browsers. */
const SOUNDS: Partial<Record<Language, { vowels: string; together: string }>> = {
  pl: { vowels: "aąeęioóuy", together: "ch|cz|dz|dź|dż|rz|sz" },
  uk: { vowels: "аеєиіїоуюя", together: "дз|дж|[бвгґджзклмнпрстфхцчшщ]ь|[бвгґджзклмнпрстфхцчшщ]['’ʼ]" },
};

/**
 * The text with soft hyphens where its long words may be parted: before the last consonants that can begin a syllable,
 * with three letters left on both sides. Nothing shows of them where a word fits.
 */
export function withSoftHyphens(text: string, language: Language): string {
  const sounds = SOUNDS[language];
  if (!sounds) return text;
  const consonant = `(?:${sounds.together}|[^${sounds.vowels}])`;
  // After a vowel: a lone consonant goes on with what follows it, of several the first stays.
  const syllable = new RegExp(`([${sounds.vowels}])(?=${consonant}[${sounds.vowels}])|([${sounds.vowels}]${consonant})(?=${consonant}+[${sounds.vowels}])`, "giu");
  return text.replace(new RegExp(`[\\p{L}'’ʼ]{${LONG},}`, "gu"), (word) =>
    word.replace(syllable, (part: string, _one: string, _two: string, at: number) => {
      const end = at + part.length;
      return end >= LEAST && word.length - end >= LEAST ? part + HYPHEN : part;
    }),
  );
}

/** Whether a line holds so few letters that long words do not fit: on a phone with very large text. */
export function isNarrow(): boolean {
  return innerWidth / parseFloat(getComputedStyle(document.documentElement).fontSize) < 18;
}
