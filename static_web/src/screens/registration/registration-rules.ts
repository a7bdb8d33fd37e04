import { peselSignIn } from "brand:core";

import type { Registration, Terms } from "../../api/client";
import type { Faults } from "../../components/form";
import type { Language } from "../../i18n/language";
import { emailFault, emailTyped } from "../../rules/email";
import { compact, visible } from "../../rules/typed";
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

/** The faults that can be found here; the server checks the facts and does not reveal the result. */
export function registrationFaults(form: RegistrationForm, terms: Terms): Faults<RegistrationForm> {
  const faults: Faults<RegistrationForm> = {};
  if (form.kind === "individual") {
    if (!isPesel(form.pesel)) faults.pesel = form.pesel.trim() ? "pesel_invalid" : "missing";
  } else if (!isNip(form.nip)) {
    faults.nip = form.nip.trim() ? "nip_invalid" : "missing";
  }
  const customerNumber = compact(form.customerNumber);
  const documentNumber = compact(form.documentNumber);
  const identifier = compact(form.kind === "individual" ? form.pesel : form.nip);
  if (!customerNumber) faults.customerNumber = "missing";
  else if (customerNumber === identifier) faults.customerNumber = "customer_number_is_identifier";
  else if (!/\d/.test(customerNumber)) faults.customerNumber = "customer_number_invalid";
  if (!documentNumber) faults.documentNumber = "missing";
  else if (documentNumber === customerNumber) faults.documentNumber = "document_number_is_customer";
  else if (!/\d/.test(documentNumber)) faults.documentNumber = "document_number_invalid";
  const email = emailFault(form.email);
  if (email) faults.email = email;
  if (form.login.trim() && !isLogin(form.login)) faults.login = "login_invalid";
  if (!form.login.trim() && needsLogin(form.kind)) faults.login = "missing";
  if (terms.consents.some(({ code, required }) => required && !form.consents.includes(code))) {
    faults.consents = "terms_not_accepted";
  }
  return faults;
}

/** Whether a login must be chosen, because this kind of customer has no number to sign in with. */
export function needsLogin(kind: RegistrationForm["kind"]): boolean {
  return kind === "individual" && !peselSignIn;
}

/** The body of the API request. */
export function registrationBody(form: RegistrationForm, terms: Terms, locale: Language): Registration {
  const individual = form.kind === "individual";
  return {
    kind: form.kind,
    pesel: individual ? compact(form.pesel) : null,
    nip: individual ? null : compact(form.nip),
    customerNumber: visible(form.customerNumber).replace(/\s/g, ""),
    documentNumber: visible(form.documentNumber).replace(/\s/g, ""),
    email: emailTyped(form.email),
    login: visible(form.login) || null,
    termsVersion: terms.version,
    consents: terms.consents.map(({ code }) => ({ code, granted: form.consents.includes(code) })),
    locale,
  };
}
