// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { useEffect } from "preact/hooks";
import { expect, it } from "vitest";

import { type Answers, portal, Refusal, SILENCE } from "../../testing/portal";
import { onFreshPages, show } from "../../testing/screen";
import { officeApi } from "./api";
import { Office } from "./office";
import { OfficeProvider, useOffice } from "./session";
import { SignIn } from "./sign-in";
import { words } from "./words";

onFreshPages();

const TICKET_KEY = { customer: "customer-anna", ticket: "ticket-of-anna-01" };
const CURRENT = "GET /api/staff/sessions/current";
const SIGN_OUT = "DELETE /api/staff/sessions/current";
const LEAVE = `DELETE /api/staff/tickets/${TICKET_KEY.customer}/${TICKET_KEY.ticket}/presence`;
const EWA = { id: "s", clerkId: "clerk-ewa", name: "Ewa Lis", roles: ["bok.clerk"] };
const NOBODY = new Refusal(401, "session_missing");
const QUEUE = {
  "GET /api/staff/queue": { tickets: [], next: null },
  "GET /api/staff/presence": { present: [] },
  "GET /api/staff/clerks": { clerks: [] },
};

/** A screen that says to the portal when it is left, as a ticket does. */
function Ticket() {
  const { signOut } = useOffice();
  useEffect(() => () => void officeApi.leave(TICKET_KEY).catch(() => undefined), []);
  return (
    <>
      <button type="button" onClick={() => void signOut()}>wyloguj</button>
      <button type="button" onClick={() => void officeApi.counts().catch(() => undefined)}>odśwież</button>
    </>
  );
}

function Way() {
  const { phase } = useOffice().state;
  if (phase === "in") return <Ticket />;
  return phase === "out" ? <SignIn /> : <p>{phase}</p>;
}

async function atTicket(answers: Answers) {
  const sent = portal({ [CURRENT]: EWA, [LEAVE]: NOBODY, ...answers });
  show(<OfficeProvider><Way /></OfficeProvider>, "/bok");
  await screen.findByText("wyloguj");
  return sent;
}

it("says that it signed out as wanted, though the ticket left behind meets no session any more", async () => {
  const sent = await atTicket({ [SIGN_OUT]: {} });
  await userEvent.click(screen.getByText("wyloguj"));
  await waitFor(() => expect(sent.map(({ call }) => call)).toContain(LEAVE));
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(screen.getByText(words.entry.signedOut)).toBeTruthy();
  expect(screen.queryByText(words.entry.over)).toBeNull();
});

it("says so too where the session was over already", async () => {
  await atTicket({ [SIGN_OUT]: NOBODY });
  await userEvent.click(screen.getByText("wyloguj"));
  expect(await screen.findByText(words.entry.signedOut)).toBeTruthy();
});

it("says that the session is over, when a call finds none", async () => {
  await atTicket({ "GET /api/staff/queue/counts": NOBODY });
  await userEvent.click(screen.getByText("odśwież"));
  expect(await screen.findByText(words.entry.over)).toBeTruthy();
});

it("says why it could not sign out", async () => {
  portal({ [CURRENT]: EWA, ...QUEUE, "GET /api/staff/queue/counts": SILENCE, [SIGN_OUT]: new Refusal(503, "busy") });
  show(<Office />, "/bok");
  await userEvent.click(await screen.findByRole("button", { name: words.signOut }));
  expect(await screen.findByRole("alert")).toBeTruthy();
  expect(screen.getByRole("button", { name: words.signOut })).toBeTruthy();
});

it("shows no count in the queue that it does not know yet", async () => {
  portal({ [CURRENT]: EWA, ...QUEUE, "GET /api/staff/queue/counts": SILENCE });
  show(<Office />, "/bok");
  expect(await screen.findByRole("button", { name: "Nieprzydzielone" })).toBeTruthy();
  expect(screen.queryByText(/\(0\)/)).toBeNull();
});
