import { visible } from "./typed";

/** An address as it was meant: without the marks nobody sees that copying brings along. */
export function emailTyped(typed: string): string {
  return visible(typed);
}

/** What is wrong with an e-mail address, as far as can be told here. */
export function emailFault(email: string): string | undefined {
  if (/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(emailTyped(email))) return undefined;
  return emailTyped(email) ? "email_invalid" : "missing";
}
