import { useEffect } from "preact/hooks";

import { api } from "../api/client";
import { isLanguageChosen, type Language } from "../i18n/language";
import { useLanguage } from "../i18n/text";
import { useSession } from "./session";

let chosenEarlier: Language | undefined;

/** Remembers a language chosen before signing in, to be saved with the account that signs in next. */
export function rememberLanguage(language: Language): void {
  chosenEarlier = language;
}

/** Keeps the language of the page and of the account the same: the one chosen in this browser, else the account's. */
export function useAccountLanguage(): void {
  const { state } = useSession();
  const { speak } = useLanguage();
  const who = state.phase === "in" && !state.who.secondStepRequired && !state.who.viewedBy ? state.who : undefined;
  useEffect(() => {
    if (!who) return;
    const wanted = chosenEarlier;
    chosenEarlier = undefined;
    if (wanted && wanted !== who.locale) api.chooseLanguage(wanted).catch(() => undefined);
    else if (!wanted && who.locale && !isLanguageChosen()) speak(who.locale);
  }, [who?.id]);
}
