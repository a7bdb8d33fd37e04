import { EMPTY_REGISTRATION, type RegistrationForm } from "./registration-rules";

const KEPT_MS = 10 * 60_000;

let kept = { form: EMPTY_REGISTRATION, until: 0 };

/** Keeps what was typed, in memory only and for a while, for who comes back to go on or to mend it. */
export function keepRegistration(form: RegistrationForm): void {
  kept = { form, until: Date.now() + KEPT_MS };
}

export function keptRegistration(): RegistrationForm {
  return Date.now() < kept.until ? kept.form : EMPTY_REGISTRATION;
}
