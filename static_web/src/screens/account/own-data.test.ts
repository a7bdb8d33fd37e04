import { expect, test } from "vitest";

import type { AccountData } from "../../api/account";
import { dataPage } from "./own-data";
import { pl } from "./text/pl";

const DATA: AccountData = {
  exportedAt: "2026-11-27T10:00:00Z", email: "anna@example.com", identifierMasked: "•••46", chosenLogin: null, locale: "pl",
  kind: "individual", createdAt: "2026-11-01T10:00:00Z", passwordChangedAt: null, secondStep: true,
  passkeys: [{ id: "1", name: "<img src=x onerror=alert(1)>", createdAt: "2026-11-02T10:00:00Z" }],
  terms: [{ version: "2026-11-01", at: "2026-11-01T10:00:00Z" }], consents: [{ code: "terms", granted: true }],
  mailPreferences: { newDocument: true, dueSoon: false, overdue: true, paymentConfirmed: true, ticketNews: true, priceEnds: true, readingDue: true },
  sessions: [{ device: { browser: "Firefox", system: "Windows" }, createdAt: "2026-11-26T10:00:00Z", endsAt: "2026-11-26T22:00:00Z" }],
  signIns: [{ at: "2026-11-26T10:00:00Z", device: { browser: "", system: "" }, method: "passkey", newDevice: false }],
};

test("the data can be read in Polish, every part of it, and runs nothing", () => {
  const page = dataPage(DATA, pl, "pl", { terms: "Akceptuję Regulamin." });
  const seen = page.replace(/<style>.*?<\/style>/s, "").replace(/<[^>]+>/g, " ");
  for (const words of ["anna@example.com", "Akceptuję Regulamin.", "Zbliża się termin płatności", "Firefox, Windows", "26.11.2026, 11:00", "nieznane urządzenie, kluczem dostępu", "tak", "nie"]) {
    expect(seen).toContain(words);
  }
  expect(page).not.toContain("<img");
  expect(seen).toContain("&lt;img src=x");
  for (const technical of ["Z<", "true", "newDocument", "null", "undefined", ">terms<"]) expect(page).not.toContain(technical);
});
