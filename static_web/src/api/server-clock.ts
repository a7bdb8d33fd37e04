const SMALLEST_MS = 5_000;
let ahead = 0;

/** Takes the server's time from an answer. It comes in whole seconds and after a while, so a little is nothing. */
export function noteServerTime(at: number): void {
  const difference = at - Date.now();
  ahead = Math.abs(difference) < SMALLEST_MS ? 0 : difference;
}

/** The time by the server's clock: that of the machine here may be days wrong, and a day counted by it with it. */
export function serverNow(): number {
  return Date.now() + ahead;
}
