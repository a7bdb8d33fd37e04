import type { ComponentChildren } from "preact";

import { type Failure, failureText } from "../api/failure";
import type { Waiting } from "../api/use-answer";
import { useText } from "../i18n/text";
import { Button } from "./button";
import { AlertIcon } from "./icons";

/** Grey shapes where content will be, with a word for who does not see them. */
export function Skeleton({ rows = 3 }: { rows?: number }) {
  const text = useText();
  return (
    <div class="skeleton" role="status">
      <span class="visually-hidden">{text.loading}</span>
      {Array.from({ length: rows }, (_, row) => (
        <span key={row} class="skeleton-row" aria-hidden="true" />
      ))}
    </div>
  );
}

/** What went wrong and the way to try again. */
export function RetryPanel({ failure, onRetry }: { failure: Failure; onRetry: () => void }) {
  const text = useText();
  return (
    <div class="retry-panel" role="alert">
      <AlertIcon />
      <div>
        <p>
          <strong>{text.problem.title}</strong>
        </p>
        <p>{failureText(text, failure)}</p>
        {failure.requestId && <p class="small">{text.problem.reference(failure.requestId)}</p>}
        <Button kind="quiet" onClick={onRetry}>
          {text.retry}
        </Button>
      </div>
    </div>
  );
}

interface WaitForProps<T> {
  on: Waiting<T>;
  rows?: number;
  children: (data: T) => ComponentChildren;
}

/** A skeleton while waiting, a retry when it failed, the content when it is there. */
export function WaitFor<T>({ on, rows = 3, children }: WaitForProps<T>) {
  if (on.state === "waiting") return <Skeleton rows={rows} />;
  if (on.state === "failed") return <RetryPanel failure={on.failure} onRetry={on.retry} />;
  return <>{children(on.data)}</>;
}
