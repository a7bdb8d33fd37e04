const SMALLEST_MS = 5_000;
let ahead = 0;

/** Takes the server's time from an answer. It has whole seconds and comes late, so small differences are ignored. */
export function noteServerTime(at: number): void {
  const difference = at - Date.now();
  ahead = Math.abs(difference) < SMALLEST_MS ? 0 : difference;
}

/** The time by the server's clock; the local one may be days wrong. */
export function serverNow(): number {
  return Date.now() + ahead;
}
