import { useId } from "preact/hooks";

import { type Language, LANGUAGES } from "../i18n/language";
import { useLanguage } from "../i18n/text";
import { GlobeIcon } from "./icons";

const NAMES: Record<Language, string> = { pl: "Polski", en: "English", uk: "Українська" };

/** Each language by its own name, so that it is found by who needs it. */
export function LanguageSwitch() {
  const { language, text, speak } = useLanguage();
  const id = useId();
  return (
    <span class="language-switch">
      <GlobeIcon size={20} />
      <label class="visually-hidden" for={id}>
        {text.language}
      </label>
      <select id={id} value={language} onChange={(event) => speak(event.currentTarget.value as Language)}>
        {LANGUAGES.map((each) => (
          <option key={each} value={each} lang={each}>
            {NAMES[each]}
          </option>
        ))}
      </select>
    </span>
  );
}
