import type { Catalogue } from "../i18n/pl";
import { PASSWORD_MAX, PASSWORD_MIN } from "../rules/password";

/** What is wrong with one field, by its name in the JSON body. */
export interface FieldFault {
  field: string;
  code: string;
}

interface Details {
  status?: number;
  requestId?: string | undefined;
  faults?: FieldFault[];
  retryAfterSeconds?: number | undefined;
  detail?: string | undefined;
}

/** A failed call: the stable code of a problem document (RFC 9457), or `network`. */
export class Failure extends Error {
  readonly code: string;
  readonly status: number;
  readonly requestId: string | undefined;
  readonly faults: FieldFault[];
  readonly retryAfterSeconds: number | undefined;
  /** The operator's maintenance message, in the language of the call. */
  readonly detail: string | undefined;

  constructor(code: string, details: Details = {}) {
    super(code);
    this.code = code;
    this.status = details.status ?? 0;
    this.requestId = details.requestId;
    this.faults = details.faults ?? [];
    this.retryAfterSeconds = details.retryAfterSeconds;
    this.detail = details.detail;
  }
}

// Answers of the Functions host or of Static Web Apps itself: a status without a body.
const CODES_BY_STATUS: Record<number, string> = {
  400: "request_refused",
  404: "not_found",
  408: "network",
  411: "length_required",
  413: "body_too_large",
  414: "address_too_long",
  429: "too_many_requests",
  431: "cookies_too_large",
  502: "unavailable",
  503: "unavailable",
  504: "unavailable",
};

/** The code for an answer without a problem document. */
export function codeOfStatus(status: number): string {
  return CODES_BY_STATUS[status] ?? "internal_error";
}

/** Anything thrown as a Failure: an internal error unless it came from the API. */
export function asFailure(error: unknown): Failure {
  return error instanceof Failure ? error : new Failure("internal_error");
}

/** The message that says what happened and what to do; `own` are messages for codes that only one area has. */
export function failureText(text: Catalogue, failure: Failure, own: Record<string, unknown> = {}): string {
  if (failure.retryAfterSeconds) {
    const minutes = Math.ceil(failure.retryAfterSeconds / 60);
    if (failure.code === "too_many_attempts") return text.problem.tooManyAttemptsFor(minutes);
    if (failure.code === "too_many_requests") return text.problem.tooManyRequestsFor(minutes);
  }
  if (failure.code === "portal_closed" && failure.detail) return failure.detail;
  return sentence(own, failure.code) ?? sentence(text.problem, failure.code) ?? text.problem.internal_error;
}

/** The message beside a field, which names a missing value by the field's `name`, else by its `label`; `own` as above. */
export function faultText(text: Catalogue, code: string, name = "", own: Record<string, unknown> = {}, label = ""): string {
  if (code === "missing") return sentence(own, `${name}Missing`) ?? sentence(text.fault.missingWhat, name) ?? (label ? text.fault.missing(label) : text.fault.value_invalid);
  if (code === "password_too_short") return text.fault.password_too_short(PASSWORD_MIN);
  if (code === "password_too_long") return text.fault.password_too_long(PASSWORD_MAX);
  return sentence(own, code) ?? sentence(text.fault, code) ?? text.fault.value_invalid;
}

function sentence(words: Record<string, unknown>, code: string): string | undefined {
  const found = Object.prototype.hasOwnProperty.call(words, code) ? words[code] : undefined;
  return typeof found === "string" ? found : undefined;
}
