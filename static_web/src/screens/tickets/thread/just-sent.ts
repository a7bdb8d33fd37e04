let sent: string | undefined;

/** Notes that a ticket was sent a moment ago, for its own screen to say so. */
export function noteSent(id: string): void {
  sent = id;
}

/** Whether this ticket was sent a moment ago; says so once. */
export function wasJustSent(id: string): boolean {
  const just = sent === id;
  if (just) sent = undefined;
  return just;
}
