// @vitest-environment happy-dom
import { screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { LanguageSwitch } from "../components/language-switch";
import { pl } from "../i18n/pl";
import { Dashboard } from "../screens/dashboard/dashboard";
import { pl as dashboard } from "../screens/dashboard/text/pl";
import { Activation } from "../screens/registration/activation";
import { takeLinkToken } from "../screens/registration/link-token";
import { pl as registration } from "../screens/registration/text/pl";
import { portal, Refusal } from "../testing/portal";
import { onFreshPages, show } from "../testing/screen";
import { SignIn } from "../screens/sign-in/sign-in";
import { uk as signInUk } from "../screens/sign-in/text/uk";
import { uk } from "../i18n/uk";
import { useAccountLanguage } from "./account-language";
import { useSession } from "./session";

onFreshPages();

const CURRENT = "GET /api/auth/sessions/current";
const NOBODY = new Refusal(401, "session_missing");
const ANNA = {
  id: "s-anna", displayName: "Anna Wiśniewska", kind: "individual", customerNumber: "1",
  expiresAt: new Date(Date.now() + 900_000).toISOString(), endsAt: new Date(Date.now() + 43_200_000).toISOString(),
  loginOffered: false, emailRefused: false, secondStepRequired: false, passwordChangeRequired: false,
  termsAcceptanceRequired: false,
};

/** The start page for who is in, otherwise the activation and what the sign-in screen would say. */
function Way() {
  const { state } = useSession();
  if (state.phase === "in") return <Dashboard />;
  return (
    <>
      <Activation />
      {state.phase === "out" && state.notice && <p>{pl.session.notices[state.notice]}</p>}
    </>
  );
}

async function activate(answer: unknown) {
  const sent = portal({ [CURRENT]: NOBODY, "POST /api/auth/activations": answer });
  history.replaceState(null, "", `/aktywacja#${"T".repeat(43)}`);
  takeLinkToken();
  show(<Way />, "/aktywacja");
  await userEvent.type(await screen.findByLabelText(pl.password.label), "wieczorna kuchnia 27");
  await userEvent.click(screen.getByRole("button", { name: registration.activation.submit }));
  return sent;
}

it("takes over the session the activation opened, without asking for the password again", async () => {
  await activate({ loginTaken: false, session: ANNA });
  expect(await screen.findByText(dashboard.arrival.activated)).toBeTruthy();
  expect(location.pathname).toBe("/pulpit");
});

it("says on arriving that the chosen login was taken", async () => {
  await activate({ loginTaken: true, session: ANNA });
  expect(await screen.findByText(dashboard.arrival.activatedLoginTaken)).toBeTruthy();
});

it("leads to the sign-in screen where the activation opened no session", async () => {
  await activate({ loginTaken: true, session: null });
  expect(await screen.findByText(pl.session.notices.activatedLoginTaken)).toBeTruthy();
  expect(location.pathname).toBe("/zaloguj");
});

it("says on the start page that mails do not arrive, and where to give another address", async () => {
  portal({ [CURRENT]: { ...ANNA, emailRefused: true } });
  show(<Way />);
  expect(await screen.findByText(dashboard.mailRefused.text, { exact: false })).toBeTruthy();
  expect(screen.getByRole("link", { name: dashboard.mailRefused.change }).getAttribute("href")).toBe("/bezpieczenstwo/email");
});

it("saves a language chosen while signed in with the account", async () => {
  const sent = portal({ [CURRENT]: ANNA, "PUT /api/auth/language": {} });
  show(<><LanguageSwitch /><Way /></>);
  await screen.findByRole("heading", { name: /Dzień dobry/ });
  await userEvent.selectOptions(screen.getByLabelText(pl.language), "uk");
  await waitFor(() => expect(sent.find(({ call }) => call === "PUT /api/auth/language")?.body).toEqual({ locale: "uk" }));
});

function Kept() {
  useAccountLanguage();
  return null;
}

it("saves a language chosen before signing in with the account", async () => {
  const sent = portal({ [CURRENT]: NOBODY, "PUT /api/auth/language": {}, "POST /api/auth/sessions": { ...ANNA, locale: "pl" } });
  show(<><LanguageSwitch /><Kept /><SignIn /></>, "/zaloguj");
  await userEvent.selectOptions(await screen.findByLabelText(pl.language), "uk");
  await userEvent.type(await screen.findByLabelText(signInUk.login), "anna.nowa");
  await userEvent.type(screen.getByLabelText(uk.password.label), "wieczorna kuchnia 27");
  await userEvent.click(screen.getByRole("button", { name: signInUk.submit }));
  await waitFor(() => expect(sent.find(({ call }) => call === "PUT /api/auth/language")?.body).toEqual({ locale: "uk" }));
});

it("speaks the account's language where none was chosen in this browser", async () => {
  portal({ [CURRENT]: { ...ANNA, locale: "en" } });
  show(<><Kept /><Way /></>);
  expect(await screen.findByRole("heading", { name: /Hello/ })).toBeTruthy();
});

it("does not save it while the second step is pending, so that a typed code is kept", async () => {
  const sent = portal({ [CURRENT]: { ...ANNA, secondStepRequired: true } });
  show(<><LanguageSwitch /><Way /></>);
  await screen.findByRole("heading");
  await userEvent.selectOptions(screen.getByLabelText(pl.language), "uk");
  expect(sent.filter(({ call }) => call.startsWith("PUT"))).toEqual([]);
});

it("does not save it while nobody is signed in", async () => {
  const sent = portal({ [CURRENT]: NOBODY });
  show(<LanguageSwitch />, "/zaloguj");
  await userEvent.selectOptions(await screen.findByLabelText(pl.language), "uk");
  expect(sent.filter(({ call }) => call.startsWith("PUT"))).toEqual([]);
});
