import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import type { Clerk, OfficeTicket, ReplyTemplate } from "./api";
import { daysUntil, today } from "./days";
import { faultOf } from "./search";
import { filled } from "./templates";
import { templatesFault } from "./templates-screen";
import { textLacking, words } from "./words";

const ticket = {
  locale: "uk",
  number: "ZG-7K4M-2QXP",
  subjectName: "Faktura",
  dueOn: "2026-12-10",
  customer: { name: "Anna {numer} $& Żółkiewska" },
} as OfficeTicket;
const clerk = { name: "Ewa Lis" } as Clerk;

describe("reply templates", () => {
  const source = readFileSync(new URL("../../../../functions/staff/templates/data/reply_templates.json", import.meta.url), "utf8");
  const templates = JSON.parse(source) as ReplyTemplate[];

  it("leave no variable unfilled", () => {
    expect(templates.length).toBeGreaterThan(3);
    for (const template of templates) expect(filled(template, ticket, clerk), template.key).not.toMatch(/\{\w+\}/);
    expect(templatesFault(templates)).toBeUndefined();
  });

  it("take a customer's name as text, whatever it contains", () => {
    const uk = { key: "own", name: "Własny", kinds: [], text: { pl: "po polsku", uk: "Dla: {klient}, {konsultant}, {termin}, {nieznane}" } };
    expect(filled(uk, ticket, clerk)).toBe(
      "Dla: Anna {numer} $& Żółkiewska, Ewa, 10.12.2026, {nieznane}",
    );
  });
});

describe("a lead's templates", () => {
  const good: ReplyTemplate = { key: "own", name: "Własny", kinds: ["question"], text: { pl: "{numer}", en: "a", uk: "b" } };

  it("cannot be saved where they are unusable", () => {
    expect(templatesFault([good])).toBeUndefined();
    expect(templatesFault([{ ...good, kinds: [] }])).toBe(words.templates.nameMissing);
    expect(templatesFault([{ ...good, text: { ...good.text, uk: " " } }])).toBe(words.templates.textMissing("Własny"));
    for (const wrong of ["{saldo}", "{numer", "numer}", "{ numer }"]) {
      expect(templatesFault([{ ...good, text: { ...good.text, en: wrong } }]), wrong).toBe(words.templates.variableUnknown("Własny"));
    }
  });
});

describe("a search", () => {
  it("wants a word, or days of one month", () => {
    expect(faultOf("Nowak", "", "")).toBeUndefined();
    expect(faultOf("", "2026-11-01", "2026-11-30")).toBeUndefined();
    expect(faultOf("", "2026-10-31", "2026-11-01")).toBe(words.search.missing);
    expect(faultOf(" ", "", "2026-11-01")).toBe(words.search.missing);
    expect(faultOf("Nowak", "2026-11-02", "2026-11-01")).toBe(words.search.turned);
  });
});

describe("a message", () => {
  it("is never cut, and says that it is too long", () => {
    expect(textLacking("a".repeat(20_000))).toBeUndefined();
    expect(textLacking("a".repeat(20_001))).toBe(words.writing.textTooLong);
    expect(textLacking(" ")).toBe(words.writing.textMissing);
  });
});

describe("days", () => {
  it("are counted in Warsaw, over both changes of the clock", () => {
    expect(today(new Date("2026-11-26T23:30:00Z"))).toBe("2026-11-27");
    expect(daysUntil("2026-11-02", "2026-10-24")).toBe(9);
    expect(daysUntil("2026-04-01", "2026-03-28")).toBe(4);
    expect(daysUntil("2026-11-26", "2026-11-27")).toBe(-1);
  });

  it("are said in Polish", () => {
    expect([words.queue.late(1), words.queue.late(2), words.queue.inDays(5)]).toEqual(["1 dzień po terminie", "2 dni po terminie", "za 5 dni"]);
  });
});
