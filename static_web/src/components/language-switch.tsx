import { useId } from "preact/hooks";

import { api } from "../api/client";
import { type Language, LANGUAGES } from "../i18n/language";
import { useLanguage } from "../i18n/text";
import { rememberLanguage } from "../session/account-language";
import { useSession } from "../session/session";
import { GlobeIcon } from "./icons";

const NAMES: Record<Language, string> = { pl: "Polski", en: "English", uk: "Українська" };

/** The language of the page, and of the account's mails where somebody is signed in. Each language is listed by its own name. */
export function LanguageSwitch() {
  const { language, text, speak } = useLanguage();
  const { state } = useSession();
  const id = useId();
  const choose = (chosen: Language) => {
    speak(chosen);
    // The page has changed already; where this fails, only the language of mails stays as it was.
    if (state.phase === "in" && !state.who.secondStepRequired) api.chooseLanguage(chosen).catch(() => undefined);
    else rememberLanguage(chosen);
  };
  return (
    <span class="language-switch">
      <GlobeIcon size={20} />
      <label class="visually-hidden" for={id}>
        {text.language}
      </label>
      <select id={id} value={language} onChange={(event) => choose(event.currentTarget.value as Language)}>
        {LANGUAGES.map((each) => (
          <option key={each} value={each} lang={each}>
            {NAMES[each]}
          </option>
        ))}
      </select>
    </span>
  );
}
