import { describe, expect, it } from "vitest";

import { Failure, failureText, faultText } from "../api/failure";
import { en } from "./en";
import { type Catalogue, pl } from "./pl";
import { uk } from "./uk";
import { sentences } from "../testing/sentences";

const polish = sentences(pl);
const NAMES_AND_SAMPLES = /(sampleInvoice|signIn\.login|documents\.pdf|\.pesel|\.nip|\.vat)$/;

// That no key is missing the compiler sees; that nothing was left in Polish it does not.
describe.each([["en", en], ["uk", uk]] as [string, Catalogue][])("%s", (_, catalogue) => {
  it("has a sentence of its own for each of the Polish ones", () => {
    const own = sentences(catalogue);
    expect(new Set(own.map(([path]) => path))).toEqual(new Set(polish.map(([path]) => path)));
    const polishText = new Map(polish);
    const same = own.filter(([path, sentence]) => polishText.get(path) === sentence && !NAMES_AND_SAMPLES.test(path));
    expect(same).toEqual([]);
  });

  it("says nothing empty and leaves no blank unfilled", () => {
    for (const [path, sentence] of sentences(catalogue)) {
      expect(sentence.trim(), path).not.toBe("");
      expect(sentence, path).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});

it("keeps the letters of each language to its catalogue", () => {
  expect(polish.filter(([, sentence]) => /[а-яіїєґ]/i.test(sentence))).toEqual([]);
  expect(sentences(en).filter(([, sentence]) => /[ąęłóśżźćń]/i.test(sentence.replaceAll("zł", "")))).toEqual([]);
});

it("uses the words of the face", () => {
  expect(pl.problem.login_failed).toBe("Login lub hasło się nie zgadza. Sprawdź je albo ustaw nowe hasło.");
  expect(pl.checkMail.sent("anna@example.com")).toBe(
    "Jeśli podane dane są prawidłowe, wysłaliśmy link na anna@example.com. Link działa 24 godziny.",
  );
  expect(pl.problem.link_expired).toBe("Ten link stracił ważność. Zarejestruj się jeszcze raz – zajmie to chwilę.");
  expect(pl.dashboard.nextExpected("12.12.2026")).toBe("Wszystko opłacone. Następną fakturę zobaczysz tu około 12.12.2026.");
  expect(pl.status.late("20.11.2026")).toBe("Pokazujemy dane z 20.11.2026. Nowsze pojawią się, gdy tylko je otrzymamy.");
  expect(pl.problem.internal_error).toBe("Coś poszło nie tak po naszej stronie. Twoje dane są bezpieczne. Spróbuj za chwilę.");
});

describe("failures", () => {
  it("have a sentence each, unknown ones that of our fault", () => {
    expect(failureText(pl, new Failure("link_used"))).toBe(pl.problem.link_used);
    expect(failureText(pl, new Failure("never_heard_of"))).toBe(pl.problem.internal_error);
    expect(failureText(pl, new Failure("toString"))).toBe(pl.problem.internal_error);
    expect(failureText(pl, new Failure("too_many_attempts", { retryAfterSeconds: 61 }))).toContain("2 minuty");
  });

  it("beside a field fall back to asking for a look", () => {
    expect(faultText(pl, "password_too_short")).toContain("12 znaków");
    expect(faultText(pl, "pesel_invalid")).toBe(pl.fault.pesel_invalid);
    expect(faultText(pl, "never_heard_of")).toBe(pl.fault.value_invalid);
  });
});
