import { vi } from "vitest";

/** The answers by `METHOD /path`: a body, or a Refusal. */
export type Answers = Record<string, unknown>;

export interface Sent {
  call: string;
  query: URLSearchParams;
  body: unknown;
  headers: Headers;
  signal: AbortSignal;
}

/** An answer with a problem document (RFC 9457). */
export class Refusal {
  constructor(
    readonly status: number,
    readonly code: string,
    readonly errors: { field: string; code: string }[] = [],
  ) {}
}

/** A request that stays pending. */
export const SILENCE = new Promise<never>(() => undefined);

/** Stubs `fetch` with these answers; returns the requests in order. Restored by `vi.unstubAllGlobals`. */
export function portal(answers: Answers): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal("fetch", async (request: Request) => {
    const url = new URL(request.url, "http://portal.example");
    const call = `${request.method} ${url.pathname}`;
    const text = await request.clone().text();
    sent.push({ call, query: url.searchParams, body: text && JSON.parse(text), headers: request.headers, signal: request.signal });
    const found = answers[call];
    const answer = await (typeof found === "function" ? (found as () => unknown)() : found);
    if (answer instanceof Refusal) {
      const { status, code, errors } = answer;
      return new Response(JSON.stringify({ code, errors }), { status, headers: { "Content-Type": "application/problem+json" } });
    }
    if (answer === undefined) throw new TypeError(`no answer for ${call}`);
    return new Response(JSON.stringify(answer), { status: 200, headers: { "Content-Type": "application/json", Date: new Date().toUTCString() } });
  });
  return sent;
}
