import { useEffect, useRef } from "preact/hooks";

const ATTENTIVE_MS = 120_000;
let lastTouched = Date.now();

for (const event of ["pointerdown", "keydown", "scroll", "focus"]) {
  addEventListener(event, () => (lastTouched = Date.now()), { capture: true, passive: true });
}

/**
 * Does something every so often, while somebody is there: a page nobody looks at must neither keep a session alive
 * nor say that its clerk is at the ticket.
 */
export function useEvery(milliseconds: number, action: () => void, key = ""): void {
  const latest = useRef(action);
  latest.current = action;
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden && Date.now() - lastTouched < ATTENTIVE_MS) latest.current();
    }, milliseconds);
    return () => clearInterval(timer);
  }, [milliseconds, key]);
}
