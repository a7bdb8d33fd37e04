// @vitest-environment happy-dom
import { readFileSync } from "node:fs";

import { expect, it } from "vitest";

import type { MonthFigures } from "./lead-api";
import { typed } from "./lead-break";
import { monthName, shareOf } from "./lead-figures";
import { ago } from "./lead-page";
import { byReason, placeName } from "./lead-quarantine";
import { termsLacking, versionIn } from "./lead-terms";
import { leadWords } from "./lead-words";

const NOW = Date.parse("2026-11-27T12:00:00Z");

it("reads terms from a file in the format of the brand, and nothing else", () => {
  const file = readFileSync("../brand/terms/2026-11-01.json", "utf8");
  const read = versionIn(file);
  expect(read?.version).toBe("2026-11-01");
  expect(read && termsLacking(read)).toBeUndefined();
  for (const broken of ["", "[]", "{}", '{"effectiveFrom":"2026-12-01","texts":{"pl":{}}}']) expect(versionIn(broken), broken).toBeUndefined();
  expect(termsLacking({ effectiveFrom: "", texts: read?.texts ?? {} })).toBe(leadWords.terms.missing);
  const blank = { ...read?.texts, uk: { ...read?.texts["uk"], changes: " " } } as never;
  expect(termsLacking({ effectiveFrom: "2026-12-20", texts: blank })).toBe(leadWords.terms.missing);
});

it("says how long ago something was", () => {
  expect(ago("2026-11-27T11:59:40Z", NOW)).toBe("przed chwilą");
  expect(ago("2026-11-27T11:18:00Z", NOW)).toBe("42 min temu");
  expect(ago("2026-11-25T13:00:00Z", NOW)).toBe("47 godz. temu");
  expect(ago("2026-11-25T12:00:00Z", NOW)).toBe("2 dni temu");
});

it("gives no share without answers, and never rounds up to 100 %", () => {
  const month = (answers: number, inTime: number) => ({ answers, inTime }) as MonthFigures;
  expect(shareOf(month(0, 0))).toBeNull();
  expect(shareOf(month(250, 249))).toBe(99);
  expect(shareOf(month(3, 3))).toBe(100);
  expect(monthName("2026-11")).toBe("11.2026");
});

it("names records and their reasons, the most frequent first", () => {
  expect(byReason([{ reason: "b" }, { reason: "a" }, { reason: "a" }])).toEqual([["a", 2], ["b", 1]]);
  expect(placeName("document:document-0001")).toBe("dokument document-0001");
  expect(placeName("digest:0123456789abcdef")).toBe("rekord bez numeru 01234567");
});

it("writes an hour as people do", () => expect(typed("2026-11-28T02:00")).toBe("28.11.2026, 2:00"));
