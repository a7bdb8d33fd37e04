import type { CurrentSession } from "../api/client";
import { PATHS } from "../paths";

/** The screen a session must go through before anything else, if there is one. */
export function pendingPath(who: CurrentSession): string | undefined {
  if (who.secondStepRequired) return PATHS.secondStep;
  if (who.passwordChangeRequired) return PATHS.newPassword;
  return who.termsAcceptanceRequired ? PATHS.newTerms : undefined;
}
