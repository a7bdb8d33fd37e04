import { useEffect } from "preact/hooks";

import { api } from "../api/client";
import { isLanguageChosen, type Language } from "../i18n/language";
import { useLanguage } from "../i18n/text";
import { useSession } from "./session";

let wished: Language | undefined;

/** Notes a language that was chosen before anybody was signed in: it is kept with the account that comes in. */
export function wishLanguage(language: Language): void {
  wished = language;
}

/** Keeps the language of the page and of the account together; where none was chosen here, the account's is spoken. */
export function useAccountLanguage(): void {
  const { state } = useSession();
  const { speak } = useLanguage();
  const who = state.phase === "in" && !state.who.secondStepRequired && !state.who.viewedBy ? state.who : undefined;
  useEffect(() => {
    if (!who) return;
    const wanted = wished;
    wished = undefined;
    if (wanted && wanted !== who.locale) api.chooseLanguage(wanted).catch(() => undefined);
    else if (!wanted && who.locale && !isLanguageChosen()) speak(who.locale);
  }, [who?.id]);
}
