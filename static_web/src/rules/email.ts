/** What is wrong with an e-mail address, as far as can be told here. */
export function emailFault(email: string): string | undefined {
  if (/^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/.test(email.trim())) return undefined;
  return email.trim() ? "email_invalid" : "missing";
}
