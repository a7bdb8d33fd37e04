import type { Registration, Terms } from "../../api/client";
import type { Faults } from "../../components/form";
import type { Language } from "../../i18n/language";
import { emailFault } from "../../rules/email";
import { isLogin, isNip, isPesel } from "../../rules/identifiers";

export interface RegistrationForm {
  kind: Registration["kind"];
  pesel: string;
  nip: string;
  customerNumber: string;
  documentNumber: string;
  email: string;
  login: string;
  consents: string[];
}

export const EMPTY_REGISTRATION: RegistrationForm = {
  kind: "individual",
  pesel: "",
  nip: "",
  customerNumber: "",
  documentNumber: "",
  email: "",
  login: "",
  consents: [],
};

/** What can be told here; whether the facts are true only the server knows, and it does not say. */
export function registrationFaults(form: RegistrationForm, terms: Terms): Faults<RegistrationForm> {
  const faults: Faults<RegistrationForm> = {};
  if (form.kind === "individual") {
    if (!isPesel(form.pesel)) faults.pesel = form.pesel.trim() ? "pesel_invalid" : "missing";
  } else if (!isNip(form.nip)) {
    faults.nip = form.nip.trim() ? "nip_invalid" : "missing";
  }
  if (!form.customerNumber.trim()) faults.customerNumber = "missing";
  if (!form.documentNumber.trim()) faults.documentNumber = "missing";
  const email = emailFault(form.email);
  if (email) faults.email = email;
  if (form.login.trim() && !isLogin(form.login)) faults.login = "login_invalid";
  if (terms.consents.some(({ code, required }) => required && !form.consents.includes(code))) {
    faults.consents = "terms_not_accepted";
  }
  return faults;
}

/** The form as the API takes it. */
export function registrationBody(form: RegistrationForm, terms: Terms, locale: Language): Registration {
  const individual = form.kind === "individual";
  return {
    kind: form.kind,
    pesel: individual ? form.pesel.trim() : null,
    nip: individual ? null : form.nip.trim(),
    customerNumber: form.customerNumber.trim(),
    documentNumber: form.documentNumber.trim(),
    email: form.email.trim(),
    login: form.login.trim() || null,
    termsVersion: terms.version,
    consents: terms.consents.map(({ code }) => ({ code, granted: form.consents.includes(code) })),
    locale,
  };
}
