import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useMemo, useState } from "preact/hooks";

import { en } from "./en";
import { type Language, storedLanguage, storeLanguage } from "./language";
import { type Catalogue, pl } from "./pl";
import { uk } from "./uk";

const CATALOGUES: Record<Language, Catalogue> = { pl, en, uk };

interface Text {
  language: Language;
  text: Catalogue;
  speak: (language: Language) => void;
}

const TextContext = createContext<Text>({ language: "pl", text: pl, speak: () => undefined });

/** The words of the chosen language for everything below. */
export function TextProvider({ children }: { children: ComponentChildren }) {
  const [language, setLanguage] = useState(storedLanguage);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo(
    () => ({
      language,
      text: CATALOGUES[language],
      speak: (chosen: Language) => {
        storeLanguage(chosen);
        setLanguage(chosen);
      },
    }),
    [language],
  );
  return <TextContext.Provider value={value}>{children}</TextContext.Provider>;
}

export const useText = () => useContext(TextContext).text;
export const useLanguage = () => useContext(TextContext);
