import { type Failure, failureText } from "../api/failure";
import { useText } from "../i18n/text";
import { LiveText } from "./live-text";

/** What went wrong with the press of a button, beside it. */
export function ProblemLine({ failure, own }: { failure: Failure | undefined; own?: Record<string, unknown> }) {
  const text = useText();
  return failure ? (
    <p class="problem-line" role="alert">
      <LiveText>{failureText(text, failure, own)}</LiveText>
    </p>
  ) : null;
}
