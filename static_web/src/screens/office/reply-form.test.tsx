// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { type Answers, portal, Refusal } from "../../testing/portal";
import { onFreshPages, show } from "../../testing/screen";
import type { Files } from "../../components/files/use-files";
import { type OfficeTicket, officeApi } from "./api";
import { daysUntil, today } from "./days";
import { ReplyForm } from "./reply-form";
import { OfficeProvider, useOffice } from "./session";
import type { Draft } from "./use-draft";

onFreshPages();

const TICKET_KEY = { customer: "customer-anna", ticket: "ticket-of-anna-01" };
const AT = `/api/staff/tickets/${TICKET_KEY.customer}/${TICKET_KEY.ticket}`;
const TICKET = { kind: "complaint", orderState: null, dueOn: "2026-12-11", acceptedBySilence: true } as OfficeTicket;
const DRAFT = { text: "Odmawiamy.", settled: () => Promise.resolve(1), resume: () => undefined, restart: () => undefined } as unknown as Draft;
const FILES = { files: [], settled: () => Promise.resolve({ ids: [], lost: false }), clear: () => undefined } as unknown as Files;

function WhenIn({ ticket }: { ticket: OfficeTicket }) {
  const nothing = () => undefined;
  const common = { ticketKey: TICKET_KEY, seen: 1, ahead: 0, writes: "", onWriting: nothing, onShow: nothing, onRefresh: () => Promise.resolve() };
  return useOffice().state.phase === "in" ? <ReplyForm {...common} ticket={ticket} draft={DRAFT} files={FILES} /> : null;
}

function replying(ticket: OfficeTicket, answers: Answers = {}) {
  const sent = portal({
    "GET /api/staff/sessions/current": { id: "s", clerkId: "clerk-ewa", name: "Ewa Lis", roles: ["bok.clerk"] },
    "GET /api/staff/reply-templates": { templates: [] },
    [`POST ${AT}/replies`]: TICKET,
    [`GET ${AT}/drafts/reply`]: null,
    ...answers,
  });
  show(
    <OfficeProvider>
      <WhenIn ticket={ticket} />
    </OfficeProvider>,
    "/bok",
  );
  return () => sent.filter(({ call }) => call === `POST ${AT}/replies`).map(({ body }) => body as { despiteSilence: boolean });
}

it("asks for confirmation before refusing a complaint accepted by silence", async () => {
  const sent = replying(TICKET);
  const user = userEvent.setup();
  expect(await screen.findByText(/Termin minął 11\.12\.2026 bez odpowiedzi/)).toBeTruthy();
  await user.click(screen.getByLabelText("nieuznana"));
  await user.click(screen.getByRole("button", { name: "Wyślij do klienta" }));
  expect(screen.getByRole("dialog", { name: "Odmówić mimo milczącego uznania?" })).toBeTruthy();
  expect(sent()).toEqual([]);
  await user.click(screen.getByRole("button", { name: "Wróć do odpowiedzi" }));
  expect(screen.queryByRole("dialog")).toBeNull();
  await user.click(screen.getByRole("button", { name: "Wyślij do klienta" }));
  await user.click(screen.getByRole("button", { name: "Wyślij odmowę mimo to" }));
  await waitFor(() => expect(sent().map(({ despiteSilence }) => despiteSilence)).toEqual([true]));
});

it.each([
  ["in time", { ...TICKET, acceptedBySilence: false }, "nieuznana"],
  ["accepted", TICKET, "uznana"],
])("sends at once what is %s", async (_, ticket, outcome) => {
  const sent = replying(ticket);
  const user = userEvent.setup();
  await user.click(await screen.findByLabelText(outcome));
  await user.click(screen.getByRole("button", { name: "Wyślij do klienta" }));
  await waitFor(() => expect(sent().map(({ despiteSilence }) => despiteSilence)).toEqual([false]));
});

it("keeps the text where the deadline has passed since the page was loaded", async () => {
  replying({ ...TICKET, acceptedBySilence: false }, { [`POST ${AT}/replies`]: new Refusal(409, "complaint_accepted_by_silence") });
  const user = userEvent.setup();
  await user.click(await screen.findByLabelText("nieuznana"));
  await user.click(screen.getByRole("button", { name: "Wyślij do klienta" }));
  expect((await screen.findByRole("alert")).textContent).toContain("z mocy prawa ta reklamacja jest uznana");
});

it("counts days by the server's clock, whatever the machine here believes", async () => {
  const told = (date: string) =>
    vi.stubGlobal("fetch", () => Promise.resolve(new Response("{}", { headers: { "Content-Type": "application/json", Date: date } })));
  told("Thu, 02 Jan 2031 23:30:00 GMT");
  await officeApi.counts();
  expect(today()).toBe("2031-01-03");
  expect(daysUntil("2031-01-16")).toBe(13);
  told(new Date().toUTCString());
  await officeApi.counts();
  expect(daysUntil(today())).toBe(0);
});
