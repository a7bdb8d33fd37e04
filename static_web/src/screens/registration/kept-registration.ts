import { EMPTY_REGISTRATION, type RegistrationForm } from "./registration-rules";

const KEPT_MS = 10 * 60_000;

let kept = { form: EMPTY_REGISTRATION, until: 0 };

/** Keeps the form's values for a while, in memory only, for a return to the form. */
export function keepRegistration(form: RegistrationForm): void {
  kept = { form, until: Date.now() + KEPT_MS };
}

export function keptRegistration(): RegistrationForm {
  return Date.now() < kept.until ? kept.form : EMPTY_REGISTRATION;
}
