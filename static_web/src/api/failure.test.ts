import { describe, expect, it } from "vitest";

import { en } from "../i18n/en";
import { pl } from "../i18n/pl";
import { uk } from "../i18n/uk";
import { codeOfStatus, Failure, failureText } from "./failure";

// Seen to come with an empty body from the host in front of the application, or from the edge before it.
const BARE = [400, 404, 408, 411, 413, 414, 429, 431, 502, 503, 504];

describe("an answer without a problem document", () => {
  it.each([pl, en, uk].flatMap((text) => BARE.map((status) => [status, text] as const)))("%i has a sentence", (status, text) => {
    const sentence = failureText(text, new Failure(codeOfStatus(status), { status }));
    expect(sentence).not.toBe(text.problem.internal_error);
  });

  it("is an internal error where nothing else is known", () => {
    expect(codeOfStatus(500)).toBe("internal_error");
    expect(codeOfStatus(418)).toBe("internal_error");
  });
});

it("shows the operator's maintenance message", () => {
  expect(failureText(pl, new Failure("portal_closed", { detail: "Prace na serwerach." }))).toBe("Prace na serwerach.");
  expect(failureText(pl, new Failure("portal_closed"))).toBe(pl.problem.portal_closed);
});
