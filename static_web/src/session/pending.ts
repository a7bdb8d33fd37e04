import type { CurrentSession } from "../api/client";
import { PATHS } from "../paths";

/** The path of the step a session must pass before anything else, if any. */
export function pendingPath(who: CurrentSession): string | undefined {
  if (who.secondStepRequired) return PATHS.secondStep;
  if (who.passwordChangeRequired) return PATHS.newPassword;
  return who.termsAcceptanceRequired ? PATHS.newTerms : undefined;
}
