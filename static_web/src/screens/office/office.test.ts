import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import type { Clerk, OfficeTicket } from "./api";
import { daysUntil, today } from "./days";
import { filled } from "./templates";
import { words } from "./words";

const ticket = {
  number: "ZG-7K4M-2QXP",
  subjectName: "Faktura",
  dueOn: "2026-12-10",
  customer: { name: "Anna {numer} $& Żółkiewska" },
} as OfficeTicket;
const clerk = { name: "Ewa Lis" } as Clerk;

describe("reply templates", () => {
  const source = readFileSync(new URL("../../../../functions/staff/data/reply_templates.json", import.meta.url), "utf8");
  const templates = JSON.parse(source) as { key: string; name: string; text: string }[];

  it("leave no variable unfilled", () => {
    expect(templates.length).toBeGreaterThan(3);
    for (const { key, text } of templates) expect(filled(text, ticket, clerk), key).not.toMatch(/\{\w+\}/);
  });

  it("take a customer's name for text, whatever stands in it", () => {
    expect(filled("Dla: {klient}, {konsultant}, {termin}, {nieznane}", ticket, clerk)).toBe(
      "Dla: Anna {numer} $& Żółkiewska, Ewa, 10.12.2026, {nieznane}",
    );
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
