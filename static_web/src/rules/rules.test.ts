import { describe, expect, it, vi } from "vitest";

import { deadlineOf, moved } from "../session/deadline";
import { isLogin, isNip, isPesel } from "./identifiers";
import { ownPath } from "./own-path";
import { compact, visible } from "./typed";
import { passwordLength, passwordStrength } from "./password";

describe("PESEL", () => {
  it.each(["44051401359", "02070803628", " 440514 01359 "])("takes %s", (pesel) => expect(isPesel(pesel)).toBe(true));
  it.each([
    ["a wrong check digit", "44051401358"],
    ["a day that never was", "44053201352"],
    ["the 30th of February", "44023001359"],
    ["too few digits", "4405140135"],
    ["letters", "4405140135a"],
    ["nothing", ""],
  ])("refuses %s", (_, pesel) => expect(isPesel(pesel)).toBe(false));

  it("refuses each slip of a single digit", () => {
    const right = "44051401359";
    for (let place = 0; place < 11; place += 1) {
      for (let digit = 0; digit < 10; digit += 1) {
        const typed = right.slice(0, place) + String(digit) + right.slice(place + 1);
        expect(isPesel(typed), typed).toBe(typed === right);
      }
    }
  });
});

describe("NIP", () => {
  it.each(["5260250274", "526-025-02-74", "PL 5260250274"])("takes %s", (nip) => expect(isNip(nip)).toBe(true));
  it.each(["5260250275", "526025027", "52602502744", "abcdefghij", ""])("refuses %s", (nip) =>
    expect(isNip(nip)).toBe(false),
  );
});

describe("the strength of a password", () => {
  it("counts characters as the server does", () => {
    expect(passwordLength("zażółć")).toBe(6);
    expect(passwordLength("z\u0307")).toBe(1);
    expect(passwordLength("🔑🔑")).toBe(2);
  });

  it.each([
    ["", "empty"],
    ["zielony par", "short"],
    ["aaaaaaaaaaaaaaaa", "dull"],
    ["zielony paras", "good"],
    ["zielony parasol tańczy", "strong"],
    ["ab cd ef ".repeat(20), "long"],
  ])("says of %j: %s", (password, strength) => expect(passwordStrength(password)).toBe(strength));
});

describe("the redirect after signing in", () => {
  vi.stubGlobal("location", { origin: "https://mojbok.example" });
  it.each(["/faktury", "/faktury/abc?rodzaj=noty", "/pulpit"])("keeps %s", (path) =>
    expect(ownPath(path, "/pulpit")).toBe(path),
  );
  it.each([
    undefined, "", "faktury", "//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)",
    "/ /evil.example", "/api/billing/overview", "/.auth/login/github", "/\t/evil.example", "/x\\..\\..//evil.example",
    "/.//evil.example", "/..//x", "/%2e//x", "/%2E%2e//x", "/a/..//x", "/a/.//../..//x",
  ])("does not follow %j", (path) => expect(ownPath(path, "/pulpit")).toBe("/pulpit"));
});

describe("the deadline of a session", () => {
  const start = Date.parse("2026-11-23T10:00:00Z");
  const answer = {
    data: { expiresAt: "2026-11-23T10:15:00Z", endsAt: "2026-11-23T22:00:00Z" } as never,
    serverNow: start,
  };

  it("is carried over to a clock that is wrong by an hour", () => {
    const local = start + 3_600_000;
    expect(deadlineOf(answer, local).expiresAt - local).toBe(15 * 60_000);
  });

  it("moves with use, but never past the end nor back", () => {
    const deadline = deadlineOf(answer, start);
    expect(moved(deadline, start + 60_000).expiresAt).toBe(start + 16 * 60_000);
    expect(moved(deadline, deadline.endsAt - 60_000).expiresAt).toBe(deadline.endsAt);
    expect(moved(deadline, start - 60_000).expiresAt).toBe(deadline.expiresAt);
  });
});

describe("numbers as people copy them", () => {
  const marks = ["\u200b", "\u200e", "\u202a", "\u2060", "\ufeff", "\u00ad"];
  it.each([" ", "\u00a0", "\u202f", "\u2009", "-", "\u2011", "\u2013", "\u2212", ...marks])("reads them over %j", (between) => {
    expect(compact(`${between}6041${between}8273${between}`)).toBe("60418273");
    expect(isPesel(`440514${between}01359`)).toBe(true);
    expect(isNip(`PL${between}526${between}104${between}08${between}28`)).toBe(true);
  });
  it("reads digits of full width, and leaves a login its dots and dashes", () => {
    expect(compact("６０４１８２７３")).toBe("60418273");
    expect(visible("\u200eanna.z-1\u00a0")).toBe("anna.z-1");
    expect(isLogin("\u200banna.z")).toBe(true);
  });
});
