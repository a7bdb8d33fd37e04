import { visible } from "./typed";

/** An e-mail address without the invisible characters that copying brings along. */
export function emailTyped(typed: string): string {
  return visible(typed);
}

/** The fault code of an e-mail address, as far as it can be checked here. */
export function emailFault(email: string): string | undefined {
  if (/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(emailTyped(email))) return undefined;
  return emailTyped(email) ? "email_invalid" : "missing";
}
