import type { ComponentChildren } from "preact";

import { type Failure, failureText } from "../api/failure";
import type { Waiting } from "../api/use-answer";
import { useText } from "../i18n/text";
import { Button } from "./button";
import { AlertIcon } from "./icons";

/** Grey bars in place of content that is loading, with a label for screen readers. */
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

/** An error message with a retry button. */
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

/** Whether the portal answered 404. */
export function isMissing(on: Waiting<unknown>): boolean {
  return on.state === "failed" && on.failure.status === 404;
}

interface WaitForProps<T> {
  on: Waiting<T>;
  rows?: number;
  /** Shown where the portal answers 404. */
  missing?: ComponentChildren;
  children: (data: T) => ComponentChildren;
}

/** A skeleton while the request is under way, an error with a retry button when it failed, else the content. */
export function WaitFor<T>({ on, rows = 3, missing, children }: WaitForProps<T>) {
  if (on.state === "waiting") return <Skeleton rows={rows} />;
  if (missing && isMissing(on)) return <>{missing}</>;
  if (on.state === "failed") return <RetryPanel failure={on.failure} onRetry={on.retry} />;
  return <>{children(on.data)}</>;
}
