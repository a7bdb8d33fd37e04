import { useId } from "preact/hooks";

import { api } from "../api/client";
import { type Language, LANGUAGES } from "../i18n/language";
import { useLanguage } from "../i18n/text";
import { rememberLanguage } from "../session/account-language";
import { useSession } from "../session/session";
import { GlobeIcon } from "./icons";

const NAMES: Record<Language, string> = { pl: "Polski", en: "English", uk: "Українська" };

/** Each language by its own name, so that it is found by who needs it; mails follow who is signed in. */
export function LanguageSwitch() {
  const { language, text, speak } = useLanguage();
  const { state } = useSession();
  const id = useId();
  const choose = (chosen: Language) => {
    speak(chosen);
    // The page speaks it already; where this does not come through, mails stay as they were.
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
