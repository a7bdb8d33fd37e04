import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { en as accountEn } from "./en";
import { type AccountCatalogue, pl as accountPl } from "./pl";
import { uk as accountUk } from "./uk";
import { sentences } from "../../../testing/sentences";

const CATALOGUES = import.meta.glob<Record<string, object>>(["../../../i18n/??.ts", "../../*/text/??.ts"], { eager: true });

const polish = new Map(sentences(accountPl));

describe.each([["en", accountEn], ["uk", accountUk]] as [string, AccountCatalogue][])("account words, %s", (_, catalogue) => {
  it("are their own, all there and none empty", () => {
    const own = sentences(catalogue);
    expect(own.map(([path]) => path)).toEqual([...polish.keys()]);
    for (const [path, sentence] of own) {
      expect(sentence.trim(), path).not.toBe("");
      if (path !== "security.login") expect(sentence, path).not.toBe(polish.get(path));
      expect(sentence, path).not.toMatch(/undefined|NaN|\[object/);
    }
  });
});

it("keeps to the voice: no exclamation marks, no „użytkownik”", () => {
  for (const [path, sentence] of polish) expect(sentence, path).not.toMatch(/!|użytkowni/i);
  expect(sentences(accountUk).filter(([, sentence]) => /[ыэъё]/i.test(sentence))).toEqual([]);
});

// What only a broken app or a provider can cause is rightly „our fault”.
const OUR_FAULT = ["malformed_json", "cursor_invalid", "method_not_allowed", "signature_invalid", "payment_mismatch"];

it("has a sentence for every way the portal refuses a person", () => {
  const source = readFileSync(new URL("../../../../../shared/problems.py", import.meta.url), "utf8");
  const codes = Array.from(source.matchAll(/^ {4}"([a-z_]+)": Kind\(/gm), ([, code]) => code ?? "");
  expect(codes.length).toBeGreaterThan(20);
  for (const language of ["pl", "en", "uk"] as const) {
    const known = Object.entries(CATALOGUES)
      .filter(([path]) => path.endsWith(`/${language}.ts`))
      .flatMap(([, module]) => sentences(module[language] ?? {}))
      .map(([path]) => path.split(".").pop());
    expect(codes.filter((code) => !known.includes(code) && !OUR_FAULT.includes(code)), language).toEqual([]);
  }
});
