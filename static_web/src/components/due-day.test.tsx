// @vitest-environment happy-dom
import { screen } from "@testing-library/preact";
import { Route, Router } from "preact-iso";
import { expect, it, vi } from "vitest";

import { storeLanguage } from "../i18n/language";
import { Dashboard } from "../screens/dashboard/dashboard";
import { DocumentScreen } from "../screens/billing/document";
import { Pay } from "../screens/billing/pay";
import { portal } from "../testing/portal";
import { onFreshPages, show } from "../testing/screen";

onFreshPages();

// A Saturday, and the Monday after it.
const DUE = { dueOn: "2026-11-28", payBy: "2026-11-30" };
const DOCUMENT = {
  id: "document-1", kind: "invoice", number: "FE/1", contractId: "contract-1", issuedOn: "2026-11-14", ...DUE,
  periodFrom: null, periodTo: null, amount: 10000, remaining: 10000, state: "to_pay", pdf: "ready",
};
const ACCOUNT = {
  balance: 10000, asOf: "2026-11-27T06:00:00Z", waiting: 0, accepted: 0, leftToPay: 10000, overdue: 0, onlinePayments: [],
};
const ANSWERS = {
  "GET /api/billing/overview": {
    ...ACCOUNT, displayName: "Anna", kind: "individual", nextDocumentExpectedOn: null, bills: [], usage: null, endingPrice: null, answers: [], lastDocuments: [DOCUMENT],
    nextPayment: { overdue: false, documents: 1, documentId: "document-1", number: "FE/1", ...DUE, daysLeft: 3, amount: 10000 },
  },
  "GET /api/billing/documents/document-1": {
    ...DOCUMENT, charges: [], points: [], settlements: [], corrected: null, corrections: [], ksef: null, net: 8130, vat: 1870,
    corrects: null, reason: null, account: "61109010140000071219812874", transferTitle: "FE/1", payee: "Polenergia Obrót",
    lines: [], readings: [], settled: 0, inPayment: null,
  },
  "GET /api/billing/documents": { ...ACCOUNT, documents: [DOCUMENT], next: null },
};

it.each([
  ["pl", "do poniedziałku 30.11", "28.11.2026"],
  ["en", "by Monday 30 Nov", "28 Nov 2026"],
  ["uk", "до понеділка 30.11", "28.11.2026"],
] as const)("says in %s until when a document due on a free day can be paid, wherever its day stands", async (language, words, due) => {
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  storeLanguage(language);
  portal(ANSWERS);
  const pulpit = show(<Dashboard />);
  expect(await screen.findAllByText(words, { exact: false })).toHaveLength(2);
  expect(screen.getByText(due)).toBeTruthy();
  pulpit.unmount();

  const pay = show(<Pay />, "/faktury/zaplac?dokumenty=document-1");
  expect(await screen.findByText(words, { exact: false })).toBeTruthy();
  pay.unmount();

  show(<Router>{[<Route key="one" path="/faktury/:id" component={DocumentScreen} />]}</Router>, "/faktury/document-1");
  const sentence = await screen.findByText(words, { exact: false });
  expect(sentence.textContent?.replace(/\u00a0/g, " ")).toContain(due);
});

it("shows nothing once the document is paid or overdue", async () => {
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  const rest = (state: string) => ({ ...DOCUMENT, state, remaining: state === "paid" ? 0 : 10000 });
  portal({ "GET /api/billing/overview": { ...ANSWERS["GET /api/billing/overview"], nextPayment: null, lastDocuments: [rest("paid"), { ...rest("overdue"), id: "document-2" }] } });
  show(<Dashboard />);
  expect(await screen.findAllByText("28.11.2026")).toHaveLength(2);
  expect(screen.queryByText("do poniedziałku", { exact: false })).toBeNull();
});
