import type { Answer, CurrentSession } from "../api/client";

export const WARNING_MS = 150_000;

/** When a session ends, on the clock of this browser. */
export interface Deadline {
  idleMs: number;
  endsAt: number;
  expiresAt: number;
}

/** Converts the server's deadlines to the local clock, which may be wrong. */
export function deadlineOf({ data, serverNow }: Answer<CurrentSession>, localNow: number): Deadline {
  const idleMs = Date.parse(data.expiresAt) - serverNow;
  return {
    idleMs,
    expiresAt: localNow + idleMs,
    endsAt: localNow + Date.parse(data.endsAt) - serverNow,
  };
}

/** The deadline after another use of the session. */
export function moved(deadline: Deadline, localNow: number): Deadline {
  const expiresAt = Math.min(localNow + deadline.idleMs, deadline.endsAt);
  return { ...deadline, expiresAt: Math.max(expiresAt, deadline.expiresAt) };
}
