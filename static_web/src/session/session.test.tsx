// @vitest-environment happy-dom
import { act, screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { useState } from "preact/hooks";
import { expect, it, vi } from "vitest";

import { api } from "../api/client";
import { useAnswer } from "../api/use-answer";
import { pl } from "../i18n/pl";
import { type Answers, portal, Refusal } from "../testing/portal";
import { onFreshPages, show } from "../testing/screen";
import { IdleWarning } from "./idle-warning";
import { useSession } from "./session";

onFreshPages();

const CURRENT = "GET /api/auth/sessions/current";
const OVERVIEW = "GET /api/billing/overview";

function session(id: string, name: string, customerNumber: string, minutes = 15, hours = 12) {
  const after = (milliseconds: number) => new Date(Date.now() + milliseconds).toISOString();
  return {
    id, displayName: name, kind: "individual", customerNumber,
    expiresAt: after(minutes * 60_000), endsAt: after(hours * 3_600_000),
    loginOffered: false, secondStepRequired: false, passwordChangeRequired: false, termsAcceptanceRequired: false,
  };
}

const ANNA = session("s-anna", "Anna Wiśniewska", "1");
const EWA = session("s-ewa", "Ewa Nowak", "2");

function Who() {
  const { state, signIn } = useSession();
  if (state.phase === "out") {
    return (
      <button type="button" onClick={() => void signIn("anna", "hasło")}>
        {state.notice ? pl.session.notices[state.notice] : "nikt"}
      </button>
    );
  }
  return state.phase === "in" ? <Greeting name={state.who.displayName} switched={state.switched ?? false} /> : <p>{state.phase}</p>;
}

function Greeting({ name, switched }: { name: string; switched: boolean }) {
  const [edition, setEdition] = useState(0);
  const overview = useAnswer(api.overview, `overview ${edition}`);
  return (
    <>
      <h1>{name}</h1>
      {switched && <p>zmiana</p>}
      <p>{overview.state === "ready" ? `saldo ${overview.data.balance}` : overview.state}</p>
      <button type="button" onClick={() => setEdition(edition + 1)}>
        odśwież
      </button>
    </>
  );
}

async function annaIsIn(answers: Answers) {
  const sent = portal({ [CURRENT]: ANNA, [OVERVIEW]: { balance: 1 }, ...answers });
  show(<><Who /><IdleWarning /></>);
  expect(await screen.findByText("saldo 1")).toBeTruthy();
  return sent;
}

it("sends the session's id with every call, so that the portal can refuse those of an outdated tab", async () => {
  const sent = await annaIsIn({});
  expect(sent.map(({ call, headers }) => [call, headers.get("X-Session")])).toEqual([[CURRENT, null], [OVERVIEW, "s-anna"]]);
});

it("shows the new user once the portal reports another session", async () => {
  let current: unknown = ANNA;
  const overviews = [{ balance: 1 }, new Refusal(409, "session_changed"), { balance: 2 }];
  await annaIsIn({ [CURRENT]: () => current, [OVERVIEW]: () => overviews.shift() });
  current = EWA;
  await userEvent.click(screen.getByText("odśwież"));
  expect(await screen.findByRole("heading", { name: "Ewa Nowak" })).toBeTruthy();
  expect(screen.getByText("zmiana")).toBeTruthy();
  expect(await screen.findByText("saldo 2")).toBeTruthy();
  expect(screen.queryByText("Anna Wiśniewska")).toBeNull();
});

it("notices a sign-in in another tab before its next call", async () => {
  let current: unknown = ANNA;
  await annaIsIn({ [CURRENT]: () => current });
  current = EWA;
  await act(() => void dispatchEvent(new StorageEvent("storage", { key: "mojbok.session", newValue: "s-ewa 0" })));
  expect(await screen.findByRole("heading", { name: "Ewa Nowak" })).toBeTruthy();
});

it("says that the session was ended elsewhere, not that nothing happened", async () => {
  let overview: unknown = { balance: 1 };
  await annaIsIn({ [OVERVIEW]: () => overview });
  overview = new Refusal(401, "session_missing");
  await userEvent.click(screen.getByText("odśwież"));
  expect(await screen.findByText(pl.session.notices.elsewhere)).toBeTruthy();
});

it("says that cookies are refused, when the first call after signing in finds no session", async () => {
  portal({
    [CURRENT]: new Refusal(401, "session_missing"),
    "POST /api/auth/sessions": ANNA,
    [OVERVIEW]: new Refusal(401, "session_missing"),
  });
  show(<Who />);
  await userEvent.click(await screen.findByText("nikt"));
  expect(await screen.findByText(pl.session.notices.cookies)).toBeTruthy();
});

it("checks with the portal before it ends a session after a jump of the clock", async () => {
  let current: unknown = ANNA;
  const sent = await annaIsIn({ [CURRENT]: () => current });
  vi.setSystemTime(Date.now() + 3 * 3_600_000);
  current = session("s-anna", "Anna Wiśniewska", "1");
  await waitFor(() => expect(sent.filter(({ call }) => call === CURRENT)).toHaveLength(2));
  expect(screen.getByRole("heading", { name: "Anna Wiśniewska" })).toBeTruthy();
  vi.setSystemTime(Date.now() + 3 * 3_600_000);
  current = new Refusal(401, "session_missing");
  expect(await screen.findByText(pl.session.notices.idle)).toBeTruthy();
});
