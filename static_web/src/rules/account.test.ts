import { describe, expect, it } from "vitest";

import type { CurrentSession } from "../api/client";
import { PATHS } from "../paths";
import { isCode } from "../screens/account/code-field";
import { emailFault, emailTyped } from "./email";
import { isLogin } from "./identifiers";
import { passwordFault } from "./password";
import { pendingPath } from "../session/pending";

const settled: CurrentSession = {
  id: "s-1",
  displayName: "Anna Wiśniewska",
  kind: "individual",
  customerNumber: "60418273",
  locale: "pl",
  expiresAt: "2026-11-22T18:00:00Z",
  endsAt: "2026-11-23T06:00:00Z",
  loginOffered: false,
  represents: false,
  emailRefused: false,
  secondStepRequired: false,
  passwordChangeRequired: false,
  termsAcceptanceRequired: false,
};

describe("a session with pending steps", () => {
  it("goes through its steps in the order the portal asks for them", () => {
    expect(pendingPath(settled)).toBeUndefined();
    expect(pendingPath({ ...settled, termsAcceptanceRequired: true })).toBe(PATHS.newTerms);
    const both = { ...settled, termsAcceptanceRequired: true, passwordChangeRequired: true };
    expect(pendingPath(both)).toBe(PATHS.newPassword);
    expect(pendingPath({ ...both, secondStepRequired: true })).toBe(PATHS.secondStep);
  });
});

describe("validation before sending", () => {
  it.each(["anna", "1anna", "anna z", "żaneta", "a".repeat(33), ""])("%s is no login", (login) => {
    expect(isLogin(login)).toBe(false);
  });

  it.each(["anna.z", "Anna_Z-1", " lucja "])("%s is a login", (login) => {
    expect(isLogin(login)).toBe(true);
  });

  it("distinguishes a missing address from an invalid one", () => {
    expect(emailFault("  ")).toBe("missing");
    expect(emailFault("anna@example")).toBe("email_invalid");
    expect(emailFault(" anna@example.com ")).toBeUndefined();
  });

  it("takes an address and a code as they are copied", () => {
    expect(emailFault("\u200banna@example.com\u00a0")).toBeUndefined();
    expect(emailTyped("\u200banna@exam\u00adple.com\u00a0")).toBe("anna@example.com");
    for (const code of ["123 456", "123-456", "\u200e123\u2011456\ufeff"]) expect(isCode(code)).toBe(true);
  });

  it("counts a password in characters, not in bytes", () => {
    expect(passwordFault("")).toBe("missing");
    expect(passwordFault("ąęłóśżźćńąę")).toBe("password_too_short");
    expect(passwordFault("ąęłóśżźćńąęł")).toBeUndefined();
    expect(passwordFault("🔑".repeat(128))).toBeUndefined();
    expect(passwordFault("🔑".repeat(129))).toBe("password_too_long");
  });
});
