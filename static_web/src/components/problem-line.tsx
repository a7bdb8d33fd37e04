import { type Failure, failureText } from "../api/failure";
import { useText } from "../i18n/text";
import { LiveText } from "./live-text";

/** The error message of an action, beside its button. */
export function ProblemLine({ failure, own }: { failure: Failure | undefined; own?: Record<string, unknown> }) {
  const text = useText();
  return failure ? (
    <p class="problem-line" role="alert">
      <LiveText>{failureText(text, failure, own)}</LiveText>
    </p>
  ) : null;
}
