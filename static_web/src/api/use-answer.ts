import { useEffect, useRef, useState } from "preact/hooks";

import type { Answer } from "./client";
import { asFailure, type Failure } from "./failure";
import { newAbortController } from "./use-abort-signal";

export type Waiting<T> =
  | { state: "waiting" }
  | { state: "ready"; data: T }
  | { state: "failed"; failure: Failure; retry: () => void };

/**
 * Sends a request when the component appears and whenever `key` changes. One that is superseded, or whose component is
 * removed, is aborted, where the browser can; its answer is dropped in any case.
 */
export function useAnswer<T>(ask: (signal?: AbortSignal) => Promise<Answer<T>>, key: string): Waiting<T> {
  const [attempt, setAttempt] = useState(0);
  const [held, setHeld] = useState<{ request: string; waiting: Waiting<T> }>();
  const request = `${key}#${attempt}`;
  useEffect(() => {
    let current = true;
    const controller = newAbortController();
    const hold = (waiting: Waiting<T>) => current && setHeld({ request, waiting });
    ask(controller?.signal).then(
      ({ data }) => hold({ state: "ready", data }),
      (error: unknown) =>
        hold({ state: "failed", failure: asFailure(error), retry: () => setAttempt((made) => made + 1) }),
    );
    return () => {
      current = false;
      controller?.abort();
    };
  }, [request]);
  return held?.request === request ? held.waiting : { state: "waiting" };
}

/** The latest answer, kept while the next request is under way. */
export function useLatest<T>(waiting: Waiting<T>): T | undefined {
  const latest = useRef<T>(undefined);
  if (waiting.state === "ready") latest.current = waiting.data;
  return latest.current;
}
