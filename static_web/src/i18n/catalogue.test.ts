import { readdirSync, readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { Failure, failureText, faultText } from "../api/failure";
import { pl as dashboard } from "../screens/dashboard/text/pl";
import { leadWords } from "../screens/office/lead-words";
import { words as office } from "../screens/office/words";
import { pl as registration } from "../screens/registration/text/pl";
import { catalogues } from "../testing/sentences";
import { LANGUAGES } from "./language";
import { pl } from "./pl";

function pythonIn(folder: URL): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".py"));
}

const polish = catalogues("pl");
const NAMES_AND_SAMPLES = /(sampleInvoice|sign-in\.login|security\.login|documents\.pdf|\.pesel|\.nip|\.vat|files\.csv|dateHint|dayShort)$/;

// The compiler finds missing keys, but not texts left in Polish.
describe.each(["en", "uk"] as const)("%s", (language) => {
  const own = catalogues(language);

  it("has a sentence of its own for each of the Polish ones", () => {
    expect(new Set(own.map(([path]) => path))).toEqual(new Set(polish.map(([path]) => path)));
    const polishText = new Map(polish);
    const same = own.filter(([path, sentence]) => polishText.get(path) === sentence && !NAMES_AND_SAMPLES.test(path));
    expect(same).toEqual([]);
  });

  it("has no empty text and no unfilled placeholder", () => {
    for (const [path, sentence] of own) {
      expect(sentence.trim(), path).not.toBe("");
      expect(sentence, path).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});

it("keeps the letters of each language to its catalogue", () => {
  expect(polish.filter(([, sentence]) => /[а-яіїєґ]/i.test(sentence))).toEqual([]);
  expect(catalogues("uk").filter(([, sentence]) => /[ыэъё]/i.test(sentence))).toEqual([]);
  expect(catalogues("en").filter(([, sentence]) => /[ąęłóśżźćń]/i.test(sentence.replaceAll("zł", "")))).toEqual([]);
});

it("keeps to the voice: no exclamation marks, no „użytkownik”", () => {
  // The one link the FAQ names so.
  const read = polish.filter(([path]) => path !== "sign-in.forgotLogin" && path !== "account.forgotLogin.title");
  for (const [path, sentence] of read) expect(sentence, path).not.toMatch(/!|użytkowni/i);
});

it("uses the words of the face", () => {
  expect(pl.problem.login_failed).toBe("Login lub hasło się nie zgadza. Sprawdź je albo ustaw nowe hasło.");
  expect(registration.checkMail.sent("anna@example.com")).toBe(
    "Jeśli podane dane są prawidłowe, wysłaliśmy link na anna@example.com. Link działa 24 godziny.",
  );
  expect(pl.problem.link_expired).toBe("Ten link stracił ważność. Zarejestruj się jeszcze raz – zajmie to chwilę.");
  expect(dashboard.nextExpected("12.12.2026")).toBe("Wszystko opłacone. Następną fakturę zobaczysz tu około 12.12.2026.");
  expect(pl.status.late("20.11.2026")).toBe("Pokazujemy dane z 20.11.2026. Nowsze pojawią się, gdy tylko je otrzymamy.");
  expect(pl.problem.internal_error).toBe("Coś poszło nie tak po naszej stronie. Twoje dane są bezpieczne. Spróbuj za chwilę.");
});

// Codes that only a broken app or provider can cause share the message of an internal error.
const OUR_FAULT = ["malformed_json", "cursor_invalid", "method_not_allowed", "signature_invalid", "payment_mismatch"];

// Codes that only clerks get have Polish messages in the office.
const TO_CLERKS = Object.keys(office.problem);
const FAULTS_TO_LEADS = [...Object.keys(leadWords.terms.faults), ...Object.keys(leadWords.break.faults)];

it("has a sentence for every way the portal refuses a person", () => {
  const source = readFileSync(new URL("../../../shared/problems.py", import.meta.url), "utf8");
  const codes = Array.from(source.matchAll(/^ {4}"([a-z_]+)": Kind\(/gm), ([, code]) => code ?? "");
  expect(codes.length).toBeGreaterThan(20);
  for (const language of LANGUAGES) {
    const known = catalogues(language).map(([path]) => path.split(".").pop());
    const silent = codes.filter((code) => ![...known, ...OUR_FAULT, ...TO_CLERKS].includes(code));
    expect(silent, language).toEqual([]);
  }
});

// Codes that the screens prevent by their own validation.
const BY_PROGRAMS_ONLY = ["before_from", "one_of_two", "before_since", "word_or_month_missing", "key_twice", "variable_unknown"];

it("has a sentence for every fault of a field", () => {
  const shared = new URL("../../../", import.meta.url);
  const sources = ["shared/identifiers.py", "shared/mail/addresses.py", ...pythonIn(new URL("functions/", shared)).map((file) => `functions/${file}`)];
  const codes = sources.flatMap((file) =>
    Array.from(
      readFileSync(new URL(file, shared), "utf8").matchAll(/(?:ValueError\(|FieldFault\([^,()]+, )"([a-z]+(?:_[a-z]+)+)"/g),
      ([, code]) => code ?? "",
    ),
  );
  expect(codes).toContain("login_like_number");
  for (const language of LANGUAGES) {
    const known = catalogues(language).map(([path]) => path.split(".").pop());
    expect([...new Set(codes)].filter((code) => !known.includes(code) && ![...BY_PROGRAMS_ONLY, ...FAULTS_TO_LEADS].includes(code)), language).toEqual([]);
  }
});

describe("failures", () => {
  it("have a sentence each, unknown ones that of our fault", () => {
    expect(failureText(pl, new Failure("link_used"))).toBe(pl.problem.link_used);
    expect(failureText(pl, new Failure("never_heard_of"))).toBe(pl.problem.internal_error);
    expect(failureText(pl, new Failure("toString"))).toBe(pl.problem.internal_error);
    expect(failureText(pl, new Failure("too_many_attempts", { retryAfterSeconds: 61 }))).toContain("2 minuty");
  });

  it("name what is missing in a field, by its own sentence or by its label", () => {
    expect(faultText(pl, "missing", "pesel", {}, "PESEL")).toBe("Wpisz PESEL.");
    expect(faultText(pl, "missing", "street", {}, "Ulica")).toBe("Uzupełnij „Ulica”.");
    expect(faultText(pl, "missing", "contracts", { contractsMissing: "Wybierz umowę." }, "Umowy")).toBe("Wybierz umowę.");
  });

  it("beside a field fall back to a general message", () => {
    expect(faultText(pl, "password_too_short")).toContain("12 znaków");
    expect(faultText(pl, "pesel_invalid")).toBe(pl.fault.pesel_invalid);
    expect(faultText(pl, "never_heard_of")).toBe(pl.fault.value_invalid);
  });
});
