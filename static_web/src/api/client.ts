import createClient from "openapi-fetch";

import { spokenLanguage } from "../i18n/language";
import { codeOfStatus, Failure, type FieldFault } from "./failure";
import type { components, paths } from "./schema";
import { noteServerTime } from "./server-clock";

type Schemas = components["schemas"];
export type CurrentSession = Schemas["CurrentSession"];
export type Registration = Schemas["Registration"];
export type Terms = Schemas["Terms"];
export type Overview = Schemas["Overview"];
/** The balance and the payments under way, on the start page and in the list of documents. */
export type AccountBalance = Pick<
  Overview, "balance" | "asOf" | "waiting" | "accepted" | "leftToPay" | "overdue" | "onlinePayments"
>;
export type DocumentSummary = Schemas["DocumentSummary"];
export type DocumentPage = Schemas["DocumentPage"];
export type DocumentDetails = Schemas["DocumentDetails"];
export type DocumentKind = DocumentSummary["kind"];
export type DocumentState = DocumentSummary["state"];

// Static Web Apps ends a request after 45 s.
const LONGEST_WAIT_MS = 46_000;

let shown: string | undefined;

/**
 * Says whose session this page shows, by its public id; none while that is being found out. Every call names it, so
 * that the portal refuses one made after somebody else signed in to this browser in another tab.
 */
export function showSession(id: string | undefined): void {
  shown = id;
}

const HEADERS = { "X-Requested-With": "mojbok", Accept: "application/json" };

/** The headers of every call, for those not made by `client`. */
export function ownHeaders(): Record<string, string> {
  return { ...HEADERS, "Accept-Language": spokenLanguage(), ...(shown && { "X-Session": shown }) };
}

export const client = createClient<paths>({
  credentials: "same-origin",
  headers: HEADERS,
  fetch: (request) => {
    request.headers.set("Accept-Language", spokenLanguage());
    if (shown) request.headers.set("X-Session", shown);
    return withinTime(fetch(request));
  },
});

/** For a change without a body: the portal takes JSON only, so that no form of another site can make one (CSRF). */
export const NO_BODY = { headers: { "Content-Type": "application/json" } };

/** An answer with the server's time, by which deadlines are measured because the local clock may be wrong. */
export interface Answer<T> {
  data: T;
  serverNow: number;
}

type Moment = "used" | "missing" | "pending" | "changed";
type Listener = (moment: Moment) => void;

const MOMENTS: Record<string, Moment> = {
  session_missing: "missing",
  session_changed: "changed",
  second_step_required: "pending",
  password_change_required: "pending",
  terms_acceptance_required: "pending",
};
let sessionListener: Listener = () => undefined;

/** Calls `listener` for each answer that shows the state of the session: used, missing, another one, or a step pending. */
export function watchSession(listener: Listener): void {
  sessionListener = listener;
}

/** The operations of the portal API that the first load needs; those of the account are in account.ts. */
export const api = {
  status: () => answer(client.GET("/api/status")),
  /** The terms in force, or a version; with `since`, what has changed after the version somebody accepted. */
  terms: (locale: Registration["locale"], signal?: AbortSignal, which: { version?: string | undefined; since?: string | undefined } = {}) =>
    answer(client.GET("/api/auth/terms", { params: { query: { locale, ...which } }, signal })),
  register: (body: Registration) => answer(client.POST("/api/auth/registrations", { body })),
  /** Whether the link of an activation mail is still valid. */
  checkLink: (token: string, signal?: AbortSignal) => answer(client.POST("/api/auth/activation-checks", { body: { token }, signal })),
  activate: (token: string, password: string) =>
    answer(client.POST("/api/auth/activations", { body: { token, password } })),
  signIn: (login: string, password: string) =>
    answer(client.POST("/api/auth/sessions", { body: { login, password } })),
  signOut: () => answer(client.DELETE("/api/auth/sessions/current")),
  chooseLanguage: (locale: Registration["locale"]) =>
    signedIn(client.PUT("/api/auth/language", { body: { locale } })),
  currentSession: () => answer(client.GET("/api/auth/sessions/current")),
  overview: (signal?: AbortSignal) => signedIn(client.GET("/api/billing/overview", { signal })),
};

/** The address of a document's PDF, for a link that shows it. */
export function termsPdfAddress(version: string, locale: string): string {
  return `/api/auth/terms.pdf?version=${version}&locale=${locale}`;
}

export function pdfAddress(id: string): string {
  return `/api/billing/documents/${encodeURIComponent(id)}/pdf?inline`;
}

/** The answer of a call that uses the session; refused where the page shows another session by then. */
export function signedIn<T>(call: Promise<Outcome<T>>): Promise<Answer<T>> {
  return ofSession(call, (moment) => sessionListener(moment));
}

/** The same for anybody's session; `listener` hears nothing of a call for a session that is no longer shown. */
export async function ofSession<T>(call: Promise<Outcome<T>>, listener: Listener): Promise<Answer<T>> {
  const asker = shown;
  try {
    const answered = await answer(call);
    if (shown !== asker) throw new Failure("session_changed");
    listener("used");
    return answered;
  } catch (failure) {
    const moment = shown === asker && failure instanceof Failure ? MOMENTS[failure.code] : undefined;
    if (moment) listener(moment);
    throw failure;
  }
}

let closedListener: () => void = () => undefined;

/** Calls `listener` when an answer says that the portal is closed for maintenance. */
export function watchClosed(listener: () => void): void {
  closedListener = listener;
}

export interface Outcome<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** The answer of a call; throws a Failure and nothing else. */
export async function answer<T>(call: Promise<Outcome<T>>): Promise<Answer<T>> {
  let outcome: Outcome<T>;
  try {
    outcome = await call;
  } catch (error) {
    // HTML in place of JSON is the server's fault, anything else the connection's.
    throw new Failure(error instanceof SyntaxError ? "internal_error" : "network");
  }
  const { data, error, response } = outcome;
  const serverTime = Date.parse(response.headers.get("Date") ?? "");
  if (serverTime) noteServerTime(serverTime);
  if (!response.ok) {
    const failure = failureOf(error, response);
    if (failure.code === "portal_closed") closedListener();
    throw failure;
  }
  return { data: data as T, serverNow: serverTime || Date.now() };
}

function failureOf(body: unknown, response: Response): Failure {
  const problem = (typeof body === "object" && body !== null ? body : {}) as {
    code?: string;
    requestId?: string;
    detail?: string;
    errors?: FieldFault[];
  };
  return new Failure(problem.code ?? codeOfStatus(response.status), {
    status: response.status,
    requestId: problem.requestId,
    detail: problem.detail,
    faults: problem.errors ?? [],
    retryAfterSeconds: Number(response.headers.get("Retry-After")) || undefined,
  });
}

function withinTime(call: Promise<Response>): Promise<Response> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new TypeError("no answer in time")), LONGEST_WAIT_MS);
    call.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}
