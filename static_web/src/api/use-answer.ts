import { useEffect, useRef, useState } from "preact/hooks";

import type { Answer } from "./client";
import { asFailure, type Failure } from "./failure";

export type Waiting<T> =
  | { state: "waiting" }
  | { state: "ready"; data: T }
  | { state: "failed"; failure: Failure; retry: () => void };

/**
 * Asks when the component appears and whenever `key` changes. A question nobody waits for any more is called off,
 * where the browser can; its answer is dropped in any case.
 */
export function useAnswer<T>(ask: (signal?: AbortSignal) => Promise<Answer<T>>, key: string): Waiting<T> {
  const [attempt, setAttempt] = useState(0);
  const [held, setHeld] = useState<{ question: string; waiting: Waiting<T> }>();
  const question = `${key}#${attempt}`;
  useEffect(() => {
    let current = true;
    const asking = typeof AbortController === "function" ? new AbortController() : undefined;
    const hold = (waiting: Waiting<T>) => current && setHeld({ question, waiting });
    ask(asking?.signal).then(
      ({ data }) => hold({ state: "ready", data }),
      (error: unknown) =>
        hold({ state: "failed", failure: asFailure(error), retry: () => setAttempt((made) => made + 1) }),
    );
    return () => {
      current = false;
      asking?.abort();
    };
  }, [question]);
  return held?.question === question ? held.waiting : { state: "waiting" };
}

/** The last answer that came, which stays while the next is waited for. */
export function useLatest<T>(waiting: Waiting<T>): T | undefined {
  const latest = useRef<T>(undefined);
  if (waiting.state === "ready") latest.current = waiting.data;
  return latest.current;
}
