// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";

import { type Answers, portal, Refusal } from "../../testing/portal";
import { onFreshPages, show } from "../../testing/screen";
import { Pay } from "./pay";

onFreshPages();
beforeEach(() => vi.stubGlobal("matchMedia", () => ({ matches: false })));

const LIST = "GET /api/billing/documents";
const TRANSFER = "GET /api/billing/transfer";
const BEGIN = "POST /api/billing/online-payments";

function document(id: string, remaining: number, state = "to_pay") {
  return {
    id, kind: "invoice", number: `FE/${id}`, contractId: "contract-1", issuedOn: "2026-11-02", dueOn: "2026-11-30",
    payBy: "2026-11-30", periodFrom: null, periodTo: null, amount: remaining, remaining, state, pdf: "ready",
  };
}

const ACCOUNT = {
  balance: 30000, asOf: "2026-11-27T06:00:00Z", waiting: 0, accepted: 0, leftToPay: 30000, overdue: 0, onlinePayments: [],
};

/** `documents` of the first page, and one hundred and fiftieth that is not on it. */
function paying(address: string, answers: Answers = {}) {
  const sent = portal({
    [LIST]: { ...ACCOUNT, documents: [document("document-1", 10000), document("document-2", 5000)], next: null },
    "GET /api/billing/documents/document-150": { ...document("document-150", 777) },
    [TRANSFER]: { payee: "Polenergia Obrót", account: "61109010140000071219812874", title: "Saldo, klient 60418273", amount: 30000 },
    [BEGIN]: { id: "payment-1", redirectUrl: null, state: "created", method: "blik" },
    ...answers,
  });
  show(<Pay />, address);
  return sent;
}

const bodies = (sent: ReturnType<typeof portal>) => sent.filter(({ call }) => call === BEGIN).map(({ body }) => body);

it("pays what was chosen, wherever in the list it stands", async () => {
  const sent = paying("/faktury/zaplac?dokumenty=document-150");
  await userEvent.click(await screen.findByRole("button", { name: /Zapłać 7,77/ }));
  await waitFor(() => expect(bodies(sent)).toEqual([{ documents: ["document-150"], providerTermsAccepted: false }]));
});

it("never pays the balance in place of documents that can no longer be paid", async () => {
  const sent = paying("/faktury/zaplac?dokumenty=document-150", {
    "GET /api/billing/documents/document-150": document("document-150", 0, "paid"),
  });
  expect((await screen.findByRole("radio", { name: "Wybrane dokumenty" }) as HTMLInputElement).checked).toBe(true);
  await userEvent.click(screen.getByRole("button", { name: /Zapłać/ }));
  expect(await screen.findByText("Wybierz co najmniej jeden dokument.")).toBeTruthy();
  expect(bodies(sent)).toEqual([]);
});

it("offers what is left beside a payment under way, and says of that one how far it is", async () => {
  paying("/faktury/zaplac", {
    [LIST]: {
      ...ACCOUNT, leftToPay: 20000, accepted: 10000, documents: [document("document-1", 10000), document("document-2", 5000)], next: null,
      onlinePayments: [{
        id: "payment-9", state: "reported", accepted: true, amount: 10000, documents: ["document-1"], wholeBalance: false,
        expiresAt: "2026-11-27T07:00:00Z",
      }],
    },
  });
  expect(await screen.findByText(/Wpłata 100,00\szł przyjęta, księgujemy/)).toBeTruthy();
  expect(screen.getByRole("button", { name: /Zapłać 200,00/ })).toBeTruthy();
  await userEvent.click(screen.getByRole("radio", { name: "Wybrane dokumenty" }));
  expect(screen.queryByRole("checkbox", { name: /document-1/ })).toBeNull();
  expect(screen.getByRole("checkbox", { name: /document-2/ })).toBeTruthy();
});

it("moves the focus to the fault and removes the error once it is corrected", async () => {
  paying("/faktury/zaplac");
  await userEvent.click(await screen.findByRole("radio", { name: "Inna kwota" }));
  await userEvent.click(screen.getByRole("button", { name: "Zapłać" }));
  const amount = screen.getByLabelText("Kwota w złotych");
  expect(globalThis.document.activeElement).toBe(amount);
  expect(amount.getAttribute("aria-invalid")).toBe("true");
  await userEvent.type(amount, "150,00");
  expect(amount.getAttribute("aria-invalid")).toBeNull();
  expect(screen.getByRole("button", { name: /Zapłać 150,00/ })).toBeTruthy();
});

it("repeats the idempotency key of a request whose answer was lost", async () => {
  let tries = 0;
  const sent = paying("/faktury/zaplac", {
    [BEGIN]: () => {
      tries += 1;
      return tries < 3 ? new Refusal(503, "unavailable") : { id: "payment-1", redirectUrl: null, method: "redirect" };
    },
  });
  const button = await screen.findByRole("button", { name: /Zapłać 300,00/ });
  await userEvent.click(button);
  await screen.findByRole("alert");
  await userEvent.click(button);
  await waitFor(() => expect(bodies(sent)).toHaveLength(2));
  const keys = sent.filter(({ call }) => call === BEGIN).map(({ headers }) => headers.get("Idempotency-Key"));
  expect(keys[0]).toBeTruthy();
  expect(new Set(keys).size).toBe(1);
});

it("takes another idempotency key once the provider could not be reached", async () => {
  let tries = 0;
  const sent = paying("/faktury/zaplac", {
    [BEGIN]: () => {
      tries += 1;
      return tries < 2 ? new Refusal(503, "payments_unavailable") : { id: "payment-1", redirectUrl: null, method: "redirect" };
    },
  });
  const button = await screen.findByRole("button", { name: /Zapłać 300,00/ });
  await userEvent.click(button);
  await screen.findByText(/Płatności online chwilowo nie działają/);
  await userEvent.click(button);
  await waitFor(() => expect(bodies(sent)).toHaveLength(2));
  const keys = sent.filter(({ call }) => call === BEGIN).map(({ headers }) => headers.get("Idempotency-Key"));
  expect(new Set(keys).size).toBe(2);
});

it("leads to the transfer where more is to be paid than can be paid online", async () => {
  const huge = [document("document-1", 5_000_001), document("document-2", 5000)];
  const sent = paying("/faktury/zaplac", { [LIST]: { ...ACCOUNT, leftToPay: 5_005_001, documents: huge, next: null } });
  expect((await screen.findByText(/najwyżej 50 000 zł/)).textContent).toMatch(/przelewem/);
  expect(screen.queryByRole("button", { name: /Zapłać/ })).toBeNull();
  expect(screen.queryByRole("radio", { name: /BLIK/ })).toBeNull();
  expect(screen.getByRole("link", { name: "Dane do przelewu" }).getAttribute("href")).toBe("#przelew");
  await userEvent.click(screen.getByRole("radio", { name: "Wybrane dokumenty" }));
  await userEvent.click(screen.getByRole("checkbox", { name: /document-1/ }));
  expect(screen.getByRole("link", { name: /document-1/ }).getAttribute("href")).toBe("/faktury/document-1#przelew");
  await userEvent.click(screen.getByRole("checkbox", { name: /document-1/ }));
  await userEvent.click(screen.getByRole("checkbox", { name: /document-2/ }));
  await userEvent.click(screen.getByRole("button", { name: /Zapłać 50,00/ }));
  await waitFor(() => expect(bodies(sent)).toEqual([{ documents: ["document-2"], providerTermsAccepted: false }]));
});

it("comes back after a refusal to the amount and the way it was tried", async () => {
  const sent = paying("/faktury/zaplac?kwota=150,00&sposob=blik");
  await userEvent.type(await screen.findByLabelText("Kod BLIK"), "123-456");
  await userEvent.click(screen.getByRole("checkbox", { name: /regulamin/ }));
  await userEvent.click(screen.getByRole("button", { name: /Zapłać 150,00/ }));
  await waitFor(() => expect(bodies(sent)).toEqual([{ amount: 15000, blikCode: "123456", providerTermsAccepted: true }]));
});

it("asks once for all that it shows, and says the transfer of the balance in words", async () => {
  const sent = paying("/faktury/zaplac");
  await screen.findByText("61 1090 1014 0000 0712 1981 2874");
  expect(screen.getByText("Saldo, klient 60418273")).toBeTruthy();
  expect(screen.getByText("Polenergia Obrót")).toBeTruthy();
  expect(sent.map(({ call }) => call).filter((call) => call.includes("/billing/"))).toEqual([LIST, TRANSFER]);
});

it("invites to scan a code only where there is one", async () => {
  paying("/faktury/zaplac");
  await screen.findByText("Saldo, klient 60418273");
  expect(screen.queryByText(/Zeskanuj/)).toBeNull();
  fireEvent.load(globalThis.document.querySelector("img.transfer-code")!);
  expect(screen.getByText(/Zeskanuj/)).toBeTruthy();
  fireEvent.error(globalThis.document.querySelector("img.transfer-code")!);
  expect(screen.queryByText(/Zeskanuj/)).toBeNull();
  expect(globalThis.document.querySelector("img")).toBeNull();
  expect(screen.getByText(/Przepisz dane przelewu/)).toBeTruthy();
});

it("links to the documents where the balance exceeds one transfer", async () => {
  paying("/faktury/zaplac", { [TRANSFER]: () => new Refusal(409, "several_accounts") });
  expect(await screen.findByText(/różne konta do wpłat/)).toBeTruthy();
  expect(screen.getByRole("link", { name: "Dokumenty do zapłaty" }).getAttribute("href")).toBe("/faktury?stan=do-zaplaty");
  expect(globalThis.document.querySelector("img")).toBeNull();
});

/** What Chrome's translator does to a page: every text goes into an element of its own. */
function translate(): void {
  const walker = globalThis.document.createTreeWalker(globalThis.document.body, NodeFilter.SHOW_TEXT);
  const texts: Node[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const text of texts) {
    if (text.parentElement?.closest("[translate=no]")) continue;
    const font = globalThis.document.createElement("font");
    text.parentNode?.replaceChild(font, text);
    font.append(text.textContent ?? "");
  }
}

it("says on a translated page what it is about to pay, and what became of it", async () => {
  const sent = paying("/faktury/zaplac", { [BEGIN]: () => new Refusal(409, "nothing_to_pay") });
  const button = await screen.findByRole("button", { name: /Zapłać 300,00/ });
  translate();
  await userEvent.click(screen.getByRole("radio", { name: "Inna kwota" }));
  expect(button.textContent).toBe("Zapłać");
  translate();
  await userEvent.type(screen.getByLabelText("Kwota w złotych"), "100,00");
  expect(button.textContent).toMatch(/^Zapłać 100,00/);
  translate();
  await userEvent.click(button);
  expect(await screen.findByText("Nie ma już nic do zapłaty.")).toBeTruthy();
  expect(bodies(sent)).toEqual([{ amount: 10000, providerTermsAccepted: false }]);
  translate();
  await userEvent.click(screen.getByRole("radio", { name: /Całe saldo/ }));
  expect(button.textContent).toMatch(/^Zapłać 300,00/);
});
