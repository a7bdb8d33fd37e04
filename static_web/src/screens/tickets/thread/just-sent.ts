let sent: string | undefined;

/** Remembers that a ticket was just sent, for the message on its screen. */
export function noteSent(id: string): void {
  sent = id;
}

/** Whether this ticket was just sent; true only once. */
export function wasJustSent(id: string): boolean {
  const just = sent === id;
  if (just) sent = undefined;
  return just;
}
