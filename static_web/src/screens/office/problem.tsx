import type { Failure } from "../../api/failure";
import { failureText } from "../../api/failure";
import { LiveText } from "../../components/live-text";
import { useText } from "../../i18n/text";
import { words } from "./words";

/** The message of a failure, in the office's own words where there are any. */
function useProblemText(): (failure: Failure) => string {
  const text = useText();
  return (failure) => {
    const own = words.problem as Record<string, string>;
    return Object.prototype.hasOwnProperty.call(own, failure.code) ? (own[failure.code] ?? "") : failureText(text, failure);
  };
}

/** The error message of an action, beside its button. */
export function Problem({ failure }: { failure: Failure | undefined }) {
  const said = useProblemText();
  return failure ? (
    <p class="problem-line" role="alert">
      <LiveText>{said(failure)}</LiveText>
    </p>
  ) : null;
}
