// @vitest-environment happy-dom
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { afterEach, beforeEach, expect, it, vi } from "vitest";

import { type Answers, portal, Refusal } from "../../testing/portal";
import { onFreshPages, show } from "../../testing/screen";
import { queryOf } from "./list/filter";
import { Tickets } from "./list/tickets";
import { OneTicket } from "./thread/ticket";
import { begunOf } from "./writing/begun";
import { NewTicket } from "./writing/new-ticket";

onFreshPages();
// A screen that is left saves its draft, still to the stand-in.
afterEach(async () => {
  cleanup();
  await new Promise((done) => setTimeout(done, 10));
});
beforeEach(() => vi.stubGlobal("matchMedia", () => ({ matches: false })));

const SUBJECTS = {
  subjects: [
    {
      key: "invoice", name: "Faktura", hint: "Napisz, co się nie zgadza.", kinds: ["complaint", "question"], asks: ["document", "fault"],
      answers: [{ question: "Dlaczego rachunek jest wyższy?", answer: "Najczęściej zużycie wzrosło." }],
    },
    { key: "other", name: "Inna sprawa", hint: "Napisz.", kinds: ["question", "complaint", "document"], asks: [], answers: [] },
  ],
  services: [{ key: "refund", name: "Zwrot nadpłaty" }],
  callback: { days: ["2026-11-30", "2026-12-01"], hours: ["8-10", "10-12"] },
};
const ROW = {
  id: "ticket-0000000001", number: "ZG-7K4M-2QXP", kind: "complaint", subject: "invoice", opening: "Za wysoka.", state: "with_office",
  receivedAt: "2026-11-26T09:00:00Z", lastMessageAt: "2026-11-26T09:00:00Z", lastMessageFrom: "customer", dueOn: "2026-12-10", late: false, disconnection: false, orderState: null,
};
const DETAILS = {
  ...ROW, about: {}, asked: { fault: "odczyt" }, legal: true, silenceAccepts: true, outcome: null, coordinator: false, supplyHold: null, order: null, answeredAt: null, closedAt: null, closedBy: null,
  reopenUntil: null, stars: null, previous: null, following: null,
  messages: [{ id: ROW.id, side: "customer", author: "Anna", text: "Za wysoka.", final: false, outcome: null, paper: null, sentAt: ROW.receivedAt, files: [] }],
};
const DRAFT = { id: "draft-00000000001", kind: "complaint", subject: "invoice", text: "Zaczęte wczoraj", about: {}, asked: {}, reply: false, previous: null, revision: 3, changedAt: "2026-11-26T09:00:00Z" };

function writing(address: string, answers: Answers = {}) {
  const sent = portal({
    "GET /api/tickets/subjects": SUBJECTS,
    "GET /api/tickets/drafts": { drafts: [] },
    "POST /api/tickets": DETAILS,
    ...answers,
  });
  show(<NewTicket />, address);
  return sent;
}

const calls = (sent: ReturnType<typeof portal>, call: string) => sent.filter((one) => one.call === call).map(({ body }) => body as Record<string, unknown>);

it("shows who has to do something next, and by when", async () => {
  portal({
    "GET /api/tickets": { tickets: [ROW, { ...ROW, id: "ticket-0000000002", state: "closed" }], next: null },
    "GET /api/tickets/subjects": SUBJECTS,
    "GET /api/tickets/drafts": { drafts: [DRAFT] },
  });
  show(<Tickets />, "/zgloszenia");
  expect(await screen.findAllByRole("link", { name: "Reklamacja: Faktura" })).toHaveLength(3);
  expect(screen.getAllByText("Czekasz na nas")).toHaveLength(2);
  expect(screen.getAllByText("10.12.2026")).toHaveLength(1);
  expect(screen.getByText("Zaczęte wczoraj")).toBeTruthy();
});

it("keeps filter and search in the address and asks for them", async () => {
  const sent = portal({ "GET /api/tickets": { tickets: [], next: null }, "GET /api/tickets/drafts": { drafts: [] } });
  show(<Tickets />, "/zgloszenia?stan=u-ciebie&szukaj=licznik");
  expect(await screen.findByText("Nie ma zgłoszeń, które pasują do filtrów.")).toBeTruthy();
  const [asked] = sent.filter(({ call }) => call === "GET /api/tickets");
  expect([asked?.query.get("state"), asked?.query.get("q")]).toEqual(["with_customer", "licznik"]);
  expect(queryOf({ stan: "toString" })).toEqual({});
});

it("sends a complaint of which nothing but the message is filled in", async () => {
  const sent = writing("/zgloszenia/nowe");
  await userEvent.click(await screen.findByRole("radio", { name: /Złożyć reklamację/ }));
  await userEvent.type(screen.getByLabelText("Wiadomość"), "Za wysoka.");
  await userEvent.click(screen.getByRole("button", { name: "Wyślij zgłoszenie" }));
  await waitFor(() => expect(calls(sent, "POST /api/tickets")).toHaveLength(1));
  expect(calls(sent, "POST /api/tickets")[0]).toMatchObject({ kind: "complaint", subject: "other", text: "Za wysoka.", asked: {}, attachments: [] });
});

it("is prefilled from the document it was opened from", async () => {
  const sent = writing("/zgloszenia/nowe?faktura=document-0001&numer=Faktura%20FE%2F1");
  const document = await screen.findByLabelText<HTMLInputElement>("Faktura lub inny dokument");
  expect(document.value).toBe("Faktura FE/1");
  await userEvent.type(screen.getByLabelText("Wiadomość"), "Za wysoka.");
  await userEvent.click(screen.getByRole("button", { name: "Wyślij zgłoszenie" }));
  await waitFor(() => expect(calls(sent, "POST /api/tickets")).toHaveLength(1));
  expect(calls(sent, "POST /api/tickets")[0]).toMatchObject({ subject: "invoice", about: { documentId: "document-0001" }, asked: { document: "Faktura FE/1" } });
});

it.each([
  [{ wplata: "payment-0001", kwota: "12,30", dzien: "2026-11-02" }, "payment", { paymentId: "payment-0001" }, { amount: "12,30", date: "2026-11-02" }],
  [{ punkt: "point-00001", nazwa: "Dom" }, "meter", { pointId: "point-00001" }, { point: "Dom" }],
  [{ faktura: "../../x", numer: "x" }, null, {}, {}],
])("begins from %j", (words, subject, about, asked) => {
  const begun = begunOf(words);
  expect(begun).toMatchObject({ subject, about, asked });
});

it("asks for a call on a day and in hours that are offered", async () => {
  const sent = writing("/zgloszenia/nowe");
  await userEvent.click(await screen.findByRole("radio", { name: /Poprosić o telefon/ }));
  await userEvent.selectOptions(await screen.findByLabelText("Dzień"), "01.12.2026");
  await userEvent.type(screen.getByLabelText("Wiadomość"), "O fakturze.");
  await userEvent.type(screen.getByLabelText("Numer telefonu"), "600");
  await userEvent.click(screen.getByRole("button", { name: "Poproś o telefon" }));
  expect(await screen.findAllByText(/Wpisz numer telefonu, pod który mamy zadzwonić/)).not.toHaveLength(0);
  expect(calls(sent, "POST /api/tickets")).toHaveLength(0);
  await userEvent.type(screen.getByLabelText("Numer telefonu"), " 100 200");
  await userEvent.click(screen.getByRole("button", { name: "Poproś o telefon" }));
  await waitFor(() => expect(calls(sent, "POST /api/tickets")).toHaveLength(1));
  expect(calls(sent, "POST /api/tickets")[0]).toMatchObject({ kind: "callback", callback: { phone: "600 100 200", day: "2026-12-01", hours: "8-10" } });
});

it("offers a short answer in a disclosure", async () => {
  writing("/zgloszenia/nowe?temat=invoice");
  expect(await screen.findByText("Dlaczego rachunek jest wyższy?")).toBeTruthy();
  expect(screen.getByLabelText("Wiadomość")).toBeTruthy();
});

it("says that there is nothing to read, and sends nothing", async () => {
  const sent = writing("/zgloszenia/nowe");
  await userEvent.click(await screen.findByRole("button", { name: "Wyślij zgłoszenie" }));
  expect(await screen.findAllByText("Napisz, w jakiej sprawie się do nas zwracasz.")).not.toHaveLength(0);
  expect(calls(sent, "POST /api/tickets")).toHaveLength(0);
});

it("sends again under the id in its address, after lost answers", async () => {
  let tries = 0;
  const sent = writing("/zgloszenia/nowe?szkic=draft-00000000009", {
    "POST /api/tickets": () => {
      tries += 1;
      return tries < 3 ? new Refusal(503, "unavailable") : DETAILS;
    },
  });
  await userEvent.type(await screen.findByLabelText("Wiadomość"), "Za wysoka.");
  for (const time of [1, 2, 3]) {
    await userEvent.click(screen.getByRole("button", { name: "Wyślij zgłoszenie" }));
    await waitFor(() => expect(calls(sent, "POST /api/tickets")).toHaveLength(time));
  }
  expect(new Set(calls(sent, "POST /api/tickets").map(({ id }) => id))).toEqual(new Set(["draft-00000000009"]));
});

it("resumes a draft, and saves it under its revision", async () => {
  const sent = writing(`/zgloszenia/nowe?szkic=${DRAFT.id}`, {
    "GET /api/tickets/drafts": { drafts: [DRAFT] },
    [`GET /api/tickets/${DRAFT.id}/attachments`]: { files: [] },
    [`PUT /api/tickets/drafts/${DRAFT.id}`]: { ...DRAFT, revision: 4 },
  });
  const message = await screen.findByLabelText<HTMLTextAreaElement>("Wiadomość");
  expect(message.value).toBe("Zaczęte wczoraj");
  fireEvent.input(message, { target: { value: "Zaczęte wczoraj, skończone dziś" } });
  expect(await screen.findByText("Szkic zapisany")).toBeTruthy();
  expect(calls(sent, `PUT /api/tickets/drafts/${DRAFT.id}`)).toEqual([expect.objectContaining({ text: "Zaczęte wczoraj, skończone dziś", revision: 3 })]);
});

it("keeps both texts where another window saved meanwhile, until one is chosen", async () => {
  let saves = 0;
  const sent = writing(`/zgloszenia/nowe?szkic=${DRAFT.id}`, {
    "GET /api/tickets/drafts": () => ({ drafts: [saves ? { ...DRAFT, text: "Z telefonu", revision: 7 } : DRAFT] }),
    [`GET /api/tickets/${DRAFT.id}/attachments`]: { files: [] },
    [`PUT /api/tickets/drafts/${DRAFT.id}`]: () => {
      saves += 1;
      return saves === 1 ? new Refusal(409, "draft_changed") : { ...DRAFT, revision: 8 };
    },
  });
  const message = await screen.findByLabelText<HTMLTextAreaElement>("Wiadomość");
  fireEvent.input(message, { target: { value: "Z komputera" } });
  expect(await screen.findByText("Z telefonu")).toBeTruthy();
  expect(message.value).toBe("Z komputera");
  fireEvent.click(screen.getByRole("button", { name: "Zostaw moją" }));
  expect(await screen.findByText("Szkic zapisany")).toBeTruthy();
  expect(calls(sent, `PUT /api/tickets/drafts/${DRAFT.id}`)[1]).toMatchObject({ text: "Z komputera", revision: 7 });
});

it("goes on from the other text, where that one is chosen", async () => {
  let saves = 0;
  const sent = writing(`/zgloszenia/nowe?szkic=${DRAFT.id}`, {
    "GET /api/tickets/drafts": () => ({ drafts: [saves ? { ...DRAFT, kind: "question", text: "Z telefonu", revision: 7 } : DRAFT] }),
    [`GET /api/tickets/${DRAFT.id}/attachments`]: { files: [] },
    [`PUT /api/tickets/drafts/${DRAFT.id}`]: () => {
      saves += 1;
      return saves === 1 ? new Refusal(409, "draft_changed") : { ...DRAFT, revision: 8 };
    },
  });
  const message = await screen.findByLabelText<HTMLTextAreaElement>("Wiadomość");
  fireEvent.input(message, { target: { value: "Z komputera" } });
  fireEvent.click(await screen.findByRole("button", { name: "Weź tamtą" }));
  await waitFor(() => expect(message.value).toBe("Z telefonu"));
  fireEvent.input(message, { target: { value: "Z telefonu i dalej" } });
  expect(await screen.findByText("Szkic zapisany")).toBeTruthy();
  expect(calls(sent, `PUT /api/tickets/drafts/${DRAFT.id}`)[1]).toEqual({
    kind: "question", subject: "invoice", text: "Z telefonu i dalej", about: {}, asked: {}, reply: false, previous: null, revision: 7,
  });
});

/** Uploads go by XMLHttpRequest, which reports their progress. */
class Upload extends EventTarget {
  static answers: { status: number; body: object }[] = [];
  static names: string[] = [];
  upload = new EventTarget();
  timeout = 0;
  status = 0;
  responseText = "";
  open() {}
  getResponseHeader = () => null;
  setRequestHeader(name: string, value: string) {
    if (name === "X-File-Name") Upload.names.push(decodeURIComponent(value));
  }
  send() {
    const { status, body } = Upload.answers.shift() ?? { status: 503, body: { code: "unavailable" } };
    this.status = status;
    this.responseText = JSON.stringify(body);
    queueMicrotask(() => this.dispatchEvent(new Event("load")));
  }
}
afterEach(() => {
  Upload.answers = [];
  Upload.names = [];
});

it("shows the outcome of each upload, and sends the message with the stored files", async () => {
  vi.stubGlobal("XMLHttpRequest", Upload);
  const kept = { id: "", name: "licznik.jpg", kind: "jpeg", size: 2048, sha256: "0", state: "checked" };
  Upload.answers = [{ status: 201, body: kept }, { status: 400, body: { code: "file_encrypted" } }];
  const sent = writing("/zgloszenia/nowe");
  expect(await screen.findByText(/Do 5 plików w jednej wiadomości, każdy do 10 MB/)).toBeTruthy();
  const chosen = [new File(["x"], "licznik.jpg"), new File(["x"], "umowa.pdf"), new File([], "pusty.pdf"), new File([new Uint8Array(11 * 2 ** 20)], "film.pdf")];
  await userEvent.upload(screen.getByLabelText("Dodaj pliki", { selector: "input" }), chosen, { applyAccept: false });
  expect(await screen.findByText(/Sprawdzony, 2\skB/)).toBeTruthy();
  expect(await screen.findByText(/Ten plik jest chroniony hasłem/)).toBeTruthy();
  expect(screen.getByText(/Ten plik jest pusty/)).toBeTruthy();
  expect(screen.getByText(/Ten plik ma ponad 10 MB/)).toBeTruthy();
  expect(Upload.names).toEqual(["licznik.jpg", "umowa.pdf"]);
  await userEvent.type(screen.getByLabelText("Wiadomość"), "Za wysoka.");
  await userEvent.click(screen.getByRole("button", { name: "Wyślij zgłoszenie" }));
  await waitFor(() => expect(calls(sent, "POST /api/tickets")).toHaveLength(1));
  expect(calls(sent, "POST /api/tickets")[0]?.["attachments"]).toHaveLength(1);
});

function reading(ticket: object, answers: Answers = {}) {
  const sent = portal({
    "GET /api/tickets/subjects": SUBJECTS,
    "GET /api/tickets/drafts": { drafts: [] },
    [`GET /api/tickets/${ROW.id}`]: ticket,
    [`GET /api/tickets/${ROW.id}/attachments`]: { files: [] },
    ...answers,
  });
  show(<OneTicket id={ROW.id} />, `/zgloszenia/${ROW.id}`);
  return sent;
}

const ANSWERED = {
  ...DETAILS, state: "answered", answeredAt: "2026-11-27T09:00:00Z",
  messages: [
    ...DETAILS.messages,
    {
      id: "message-0000000002", side: "office", author: "Ewa", text: "Poprawimy fakturę.", final: true, outcome: "accepted", paper: { sha256: "3f3f", size: 9 }, sentAt: "2026-11-27T09:00:00Z",
      files: [{ id: "file-000000000001", name: "korekta.pdf", kind: "pdf", size: 90_000, sha256: "0", state: "checked" }],
    },
  ],
};

it("reads as a list of messages, each headed by who and when", async () => {
  reading(ANSWERED);
  expect(await screen.findByRole("heading", { level: 3, name: /Ty.*26\.11\.2026, 10:00/ })).toBeTruthy();
  expect(screen.getByRole("heading", { level: 3, name: /Ewa, Biuro Obsługi Klienta.*27\.11\.2026, 10:00/ })).toBeTruthy();
  expect(screen.getByText("Reklamacja uznana")).toBeTruthy();
  expect(screen.getByRole("link", { name: "Zapisz plik korekta.pdf" }).getAttribute("href")).toBe(`/api/tickets/${ROW.id}/attachments/file-000000000001`);
});

it("says by when the answer is due and what silence means", async () => {
  reading(DETAILS);
  expect(await screen.findByText(/Odpowiemy do 10\.12\.2026\./)).toBeTruthy();
  expect(screen.getByText(/Gdybyśmy nie odpowiedzieli na czas, reklamacja jest uznana/)).toBeTruthy();
});

it("offers the answer as a PDF, and after a refusal the file for the Coordinator", async () => {
  reading({ ...ANSWERED, outcome: "refused", coordinator: true });
  const answer = await screen.findByRole("link", { name: "Zapisz odpowiedź (PDF)" });
  expect(answer.getAttribute("href")).toBe(`/api/tickets/${ROW.id}/answer.pdf?message=message-0000000002`);
  expect(screen.getByText(/3f3f/)).toBeTruthy();
  const amount = screen.getByLabelText(/Kwota sporu w złotych/);
  await userEvent.type(amount, "sto");
  expect(await screen.findByText(/Wpisz kwotę, na przykład 603,10/)).toBeTruthy();
  const file = screen.getByRole("link", { name: /pakiet dla Koordynatora/ });
  expect(file.getAttribute("href")).toBe(`/api/tickets/${ROW.id}/coordinator.pdf`);
  await userEvent.clear(amount);
  await userEvent.type(amount, "1 603,1 zł");
  expect(file.getAttribute("href")).toBe(`/api/tickets/${ROW.id}/coordinator.pdf?amount=160310`);
});

it("says nothing of the Coordinator where nothing was refused", async () => {
  reading(ANSWERED);
  expect(await screen.findByRole("link", { name: "Zapisz odpowiedź (PDF)" })).toBeTruthy();
  expect(screen.queryByText(/Koordynatora/)).toBeNull();
});

it.each([
  [{ state: "sent", reference: "ZL/000007" }, /Nie wyłączymy prądu, dopóki sprawdzamy reklamację.*ZL\/000007/],
  [{ state: "waiting", reference: null }, /Potwierdzenie pokażemy tutaj/],
  [{ state: "refused", reference: null }, /Zadzwoń do nas/],
])("says whether billing knows not to cut the supply: %j", async (supplyHold, said) => {
  reading({ ...DETAILS, disconnection: true, supplyHold });
  expect(await screen.findByText(said)).toBeTruthy();
});

it("is closed, opened again, and after that followed by a new one", async () => {
  const closed = { ...ANSWERED, state: "closed", closedAt: "2026-11-27T10:00:00Z", reopenUntil: "2099-12-11T10:00:00Z" };
  reading(ANSWERED, { [`POST /api/tickets/${ROW.id}/closings`]: closed, [`POST /api/tickets/${ROW.id}/reopenings`]: DETAILS });
  await userEvent.click(await screen.findByRole("button", { name: "Zamknij zgłoszenie" }));
  expect(await screen.findByText("Zgłoszenie zamknięte.")).toBeTruthy();
  expect(screen.queryByLabelText("Twoja wiadomość")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Otwórz ponownie" }));
  expect(await screen.findByLabelText("Twoja wiadomość")).toBeTruthy();
});

it("leads from what is closed for good to a new one", async () => {
  reading({ ...ANSWERED, state: "closed", closedAt: "2026-10-01T10:00:00Z", reopenUntil: "2026-10-15T10:00:00Z" });
  const link = await screen.findByRole("link", { name: "Napisz dalszy ciąg" });
  expect(link.getAttribute("href")).toBe(`/zgloszenia/nowe?dalszy=${ROW.id}&temat=invoice`);
});

it("loses no reply whose earlier version has arrived already", async () => {
  const first = { ...DETAILS.messages[0], id: "message-0000000009", text: "Dodaję zdjęcie" };
  let asked = 0;
  const sent = reading(DETAILS, {
    [`GET /api/tickets/${ROW.id}`]: () => ((asked += 1) > 1 ? { ...DETAILS, messages: [...DETAILS.messages, first] } : DETAILS),
    [`POST /api/tickets/${ROW.id}/messages`]: () => new Refusal(409, "idempotency_key_reused"),
  });
  const field = await screen.findByLabelText<HTMLTextAreaElement>("Twoja wiadomość");
  await userEvent.type(field, "Dodaję zdjęcie i numer");
  await userEvent.click(screen.getByRole("button", { name: "Wyślij wiadomość" }));
  expect(await screen.findByText(/Poprzednia wersja tej wiadomości już do nas dotarła/)).toBeTruthy();
  expect(screen.getByText("Dodaję zdjęcie")).toBeTruthy();
  expect(screen.getByLabelText<HTMLTextAreaElement>("Twoja wiadomość").value).toBe("Dodaję zdjęcie i numer");
  await userEvent.click(screen.getByRole("button", { name: "Wyślij wiadomość" }));
  await waitFor(() => expect(calls(sent, `POST /api/tickets/${ROW.id}/messages`)).toHaveLength(2));
  const ids = calls(sent, `POST /api/tickets/${ROW.id}/messages`).map(({ id }) => id);
  expect(new Set(ids).size).toBe(2);
});
