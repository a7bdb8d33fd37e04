/** The server's own limits, see docs/adr/0003-password-length.md. */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;

export type Strength = "empty" | "short" | "dull" | "long" | "good" | "strong";

/** Characters as the server counts them: code points after NFC. */
export function passwordLength(password: string): number {
  return Array.from(password.normalize("NFC")).length;
}

/** A hint while typing; only the server checks for common and personal passwords. */
export function passwordStrength(password: string): Strength {
  const length = passwordLength(password);
  if (length === 0) return "empty";
  if (length > PASSWORD_MAX) return "long";
  if (length < PASSWORD_MIN) return "short";
  const different = new Set(Array.from(password.toLowerCase())).size;
  if (different < 6) return "dull";
  return length >= 18 && different >= 9 ? "strong" : "good";
}

/** The fault code of a new password, as far as it can be checked here. */
export function passwordFault(password: string): string | undefined {
  const length = passwordLength(password);
  if (length === 0) return "missing";
  if (length < PASSWORD_MIN) return "password_too_short";
  return length > PASSWORD_MAX ? "password_too_long" : undefined;
}
