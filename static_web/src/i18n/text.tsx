import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useMemo, useState } from "preact/hooks";

import { type FirstLoad, words as pl } from "./first-load/pl";
import { type Language, speakLanguage, storedLanguage, storeLanguage } from "./language";
import type { Catalogue } from "./pl";

/** Polish comes with the app; the other languages are loaded when chosen. */
const FETCHED = {
  en: () => import("./first-load/en"),
  uk: () => import("./first-load/uk"),
};

interface Text {
  language: Language;
  words: FirstLoad;
  text: Catalogue;
  speak: (language: Language) => void;
}

const TextContext = createContext<Text>({ language: "pl", words: pl, text: pl.frame, speak: () => undefined });

/** Provides the catalogue of the chosen language, once loaded; Polish where it cannot be loaded. */
export function TextProvider({ children }: { children: ComponentChildren }) {
  const [wanted, setWanted] = useState(storedLanguage);
  const [spoken, setSpoken] = useState<{ language: Language; words: FirstLoad } | undefined>(
    wanted === "pl" ? { language: "pl", words: pl } : undefined,
  );
  useEffect(() => {
    let current = true;
    const speak = (language: Language, words: FirstLoad) => {
      if (!current) return;
      speakLanguage(language);
      setSpoken({ language, words });
    };
    if (wanted === "pl") speak("pl", pl);
    else FETCHED[wanted]().then(({ words }) => speak(wanted, words), () => speak("pl", pl));
    return () => {
      current = false;
    };
  }, [wanted]);
  useEffect(() => {
    if (spoken) document.documentElement.lang = spoken.language;
  }, [spoken]);
  const value = useMemo(
    () =>
      spoken && {
        ...spoken,
        text: spoken.words.frame,
        speak: (chosen: Language) => {
          storeLanguage(chosen);
          setWanted(chosen);
        },
      },
    [spoken],
  );
  return value ? <TextContext.Provider value={value}>{children}</TextContext.Provider> : null;
}

export const useText = () => useContext(TextContext).text;
export const useLanguage = () => useContext(TextContext);
export const useFirstLoad = () => useContext(TextContext).words;
