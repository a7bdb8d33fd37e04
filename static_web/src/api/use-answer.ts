import { useEffect, useState } from "preact/hooks";

import type { Answer } from "./client";
import { asFailure, type Failure } from "./failure";

export type Waiting<T> =
  | { state: "waiting" }
  | { state: "ready"; data: T }
  | { state: "failed"; failure: Failure; retry: () => void };

/** Asks when the component appears and whenever `key` changes; an answer to an older question is dropped. */
export function useAnswer<T>(ask: () => Promise<Answer<T>>, key: string): Waiting<T> {
  const [attempt, setAttempt] = useState(0);
  const [held, setHeld] = useState<{ question: string; waiting: Waiting<T> }>();
  const question = `${key}#${attempt}`;
  useEffect(() => {
    let current = true;
    const hold = (waiting: Waiting<T>) => current && setHeld({ question, waiting });
    ask().then(
      ({ data }) => hold({ state: "ready", data }),
      (error: unknown) =>
        hold({ state: "failed", failure: asFailure(error), retry: () => setAttempt((made) => made + 1) }),
    );
    return () => {
      current = false;
    };
  }, [question]);
  return held?.question === question ? held.waiting : { state: "waiting" };
}
