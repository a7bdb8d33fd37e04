// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { beforeEach, expect, it, vi } from "vitest";

import type { ServiceField } from "../../../api/services";
import { type Answers, portal, Refusal } from "../../../testing/portal";
import { onFreshPages, show } from "../../../testing/screen";
import { answersOf, faultsOf, firstTyped } from "./answers";
import { ServiceScreen } from "./service";
import { Services } from "./services";

vi.mock("preact-iso", async (load) => ({ ...(await load<typeof import("preact-iso")>()), useRoute: () => ({ params: { kind: "refund" } }) }));

onFreshPages();
beforeEach(() => vi.stubGlobal("matchMedia", () => ({ matches: false })));

const NOTHING = { hint: null, choices: [], least: null, most: null, decimals: 0, fromOn: null, toOn: null, onlyIf: null };
const field = (name: string, kind: ServiceField["kind"], more: Partial<ServiceField> = {}): ServiceField => ({ name, kind, label: name, required: true, ...NOTHING, ...more });
const REFUND = {
  key: "refund", group: "money", name: "Zwrot nadpłaty", lead: "Oddamy nadpłatę.", notes: [], files: null, confirm: "Potwierdzam kwotę.", health: false,
  overpayment: 5000, leadsTo: null, fields: [field("amount", "money", { label: "Kwota zwrotu" }), field("iban", "iban", { label: "Numer rachunku" })],
};
const SUMMARY = {
  service: "refund", name: "Zwrot nadpłaty", lines: [{ label: "Kwota zwrotu", value: "50,00 zł" }], plan: [], decides: "billing", notes: [],
  confirm: "Potwierdzam kwotę.", digest: "first-digest",
};

function ordering(answers: Answers = {}, address = "/uslugi/refund") {
  const sent = portal({
    "GET /api/tickets/services/refund": REFUND,
    "POST /api/tickets/orders/summaries": SUMMARY,
    "POST /api/tickets/orders": { id: "x" },
    ...answers,
  });
  show(<ServiceScreen />, address);
  return sent;
}

const button = (name: string) => screen.findByRole("button", { name });

it("shows what is there, and says what is missing for the rest", async () => {
  const row = { group: "money", lead: "Po co", binds: true, missing: null, leadsTo: null };
  portal({
    "GET /api/tickets/services": {
      services: [
        { ...row, key: "refund", name: "Zwrot nadpłaty", missing: "overpayment" },
        { ...row, key: "instalments", name: "Raty" },
        { ...row, key: "callback", group: "data", name: "Rozmowa", leadsTo: "callback" },
      ],
    },
  });
  show(<Services />, "/uslugi");
  expect((await screen.findByRole("link", { name: "Raty" })).getAttribute("href")).toBe("/uslugi/instalments");
  expect(screen.getByRole("link", { name: "Rozmowa" }).getAttribute("href")).toBe("/zgloszenia/nowe?rodzaj=telefon");
  expect(screen.queryByRole("link", { name: "Zwrot nadpłaty" })).toBeNull();
  expect(screen.getByText("Nie masz teraz nadpłaty.")).toBeTruthy();
});

it("sends a binding order only after its summary is confirmed, with its digest", async () => {
  const sent = ordering();
  const user = userEvent.setup();
  await user.click(await button("Dalej"));
  expect(await screen.findAllByText("Uzupełnij „Numer rachunku”.", { exact: false })).toBeTruthy();
  await user.type(screen.getByLabelText("Numer rachunku"), "61 1090 1014 0000 0712 1981 2874");
  await user.click(await button("Dalej"));
  await user.click(await button("Potwierdzam i zamawiam"));
  expect(await screen.findAllByText("Zaznacz, że potwierdzasz.", { exact: false })).toBeTruthy();
  expect(sent.filter(({ call }) => call === "POST /api/tickets/orders")).toEqual([]);
  await user.click(screen.getByRole("checkbox"));
  await user.click(await button("Potwierdzam i zamawiam"));
  await waitFor(() => expect(sent.filter(({ call }) => call === "POST /api/tickets/orders")).toHaveLength(1));
  const [order] = sent.filter(({ call }) => call === "POST /api/tickets/orders");
  expect(order?.body).toMatchObject({ service: "refund", summary: "first-digest", answers: { amount: "50,00" } });
});

it("shows the new summary where it has changed meanwhile, and keeps what was typed on the way back", async () => {
  let digest = 0;
  const sent = ordering({
    "POST /api/tickets/orders/summaries": () => ({ ...SUMMARY, digest: `digest-${(digest += 1)}`, lines: [{ label: "Nadpłata", value: `${digest} zł` }] }),
    "POST /api/tickets/orders": new Refusal(409, "order_summary_changed"),
  });
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText("Numer rachunku"), "61");
  await user.click(await button("Dalej"));
  await user.click(await screen.findByRole("checkbox"));
  await user.click(await button("Potwierdzam i zamawiam"));
  expect(await screen.findByText("2 zł")).toBeTruthy();
  expect(screen.getByRole("alert").textContent).toContain("coś się zmieniło");
  await user.click(await button("Wróć i popraw"));
  expect((await screen.findByLabelText<HTMLInputElement>("Numer rachunku")).value).toBe("61");
  expect(sent.filter(({ call }) => call === "POST /api/tickets/orders/summaries")).toHaveLength(2);
});

it("keeps what is half filled in on the server, and has it again on a fresh page", async () => {
  const id = "draft-of-anna-0001";
  const sent = ordering({
    "GET /api/tickets/drafts": {
      drafts: [{ id, kind: "order", subject: "refund", text: "", about: {}, asked: {}, reply: false, previous: null, typed: { "answers.iban": "61 1090" }, revision: 3, changedAt: "2026-11-27T10:00:00Z" }],
    },
    [`GET /api/tickets/${id}/attachments`]: { files: [] },
    [`PUT /api/tickets/drafts/${id}`]: { id, revision: 4, changedAt: "2026-11-27T10:00:00Z" },
  }, `/uslugi/refund?szkic=${id}`);
  const user = userEvent.setup();
  const account = await screen.findByLabelText<HTMLInputElement>("Numer rachunku");
  expect(account.value).toBe("61 1090");
  expect(screen.getByLabelText<HTMLInputElement>("Kwota zwrotu").value).toBe("50,00");
  await user.type(account, " 1014");
  expect(await screen.findByText("Szkic zapisany")).toBeTruthy();
  const [saved] = sent.filter(({ call }) => call === `PUT /api/tickets/drafts/${id}`);
  expect(saved?.body).toMatchObject({ kind: "order", subject: "refund", revision: 3, typed: { "answers.iban": "61 1090 1014", "answers.amount": "50,00" } });
});

it("shows both versions where two windows fill in one order, and takes the one that is chosen whole", async () => {
  const id = "draft-of-anna-0001";
  const draft = { id, kind: "order", subject: "refund", text: "", about: {}, asked: {}, reply: false, previous: null, changedAt: "2026-11-27T10:00:00Z" };
  let asked = 0;
  ordering({
    "GET /api/tickets/drafts": () => ({
      drafts: [(asked += 1) === 1 ? { ...draft, typed: {}, revision: 1 } : { ...draft, typed: { "answers.iban": "27 1140", "answers.amount": "" }, revision: 2 }],
    }),
    [`GET /api/tickets/${id}/attachments`]: { files: [] },
    [`PUT /api/tickets/drafts/${id}`]: new Refusal(409, "draft_changed"),
  }, `/uslugi/refund?szkic=${id}`);
  const user = userEvent.setup();
  await user.type(await screen.findByLabelText("Numer rachunku"), "61");
  expect((await screen.findByRole("alert")).textContent).toContain("27 1140");
  await user.click(screen.getByRole("button", { name: "Weź tamtą" }));
  expect(screen.getByLabelText<HTMLInputElement>("Numer rachunku").value).toBe("27 1140");
  expect(screen.getByLabelText<HTMLInputElement>("Kwota zwrotu").value).toBe("");
});

it("takes what is asked for only, by kind", () => {
  const fields = [
    field("point", "point", { choices: [{ value: "point-0001", label: "Dom", amount: null, zones: ["dzienna", "nocna"] }] }),
    field("readings", "readings"),
    field("newAddress", "address"),
    field("action", "choice"),
    field("kinds", "choices", { onlyIf: { field: "action", value: "on" } }),
    field("consent", "consent"),
  ];
  const typed = {
    ...firstTyped({ ...REFUND, group: "money", leadsTo: null, fields }, {}, String),
    "answers.readings.dzienna": " 12 ", "answers.newAddress.city": "Kraków", "answers.action": "off", "answers.kinds": "invoice", "answers.consent": "true",
  };
  expect(answersOf(fields, typed)).toEqual({
    point: "point-0001", readings: { dzienna: "12" }, newAddress: { city: "Kraków" }, action: "off", consent: true,
  });
  expect(new Set(Object.keys(faultsOf(fields, typed)))).toEqual(
    new Set(["answers.newAddress.building", "answers.newAddress.postalCode", "answers.readings.nocna"]),
  );
});
