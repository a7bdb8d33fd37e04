import { LocationProvider, Route, Router, useLocation } from "preact-iso";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";

import { StatusProvider, useStatusArrival } from "./api/status";
import { Closed } from "./components/closed";
import { later } from "./components/later";
import { AppShell, EntryShell } from "./components/shell";
import { RetryPanel, Skeleton } from "./components/waiting";
import { ViewGuard } from "./components/view-guard";
import { TextProvider } from "./i18n/text";
import { PATHS, withQuery } from "./paths";
import { homeOf, isWithin, mayVisit, NAV_ITEMS, PERSONAL_NAV_ITEMS } from "./navigation";
import { ownPath } from "./rules/own-path";
import { Activation } from "./screens/registration/activation";
import { CheckMail } from "./screens/registration/check-mail";
import { Contact } from "./screens/help/contact";
import { Dashboard } from "./screens/dashboard/dashboard";
import { LinkExpired } from "./screens/registration/link-expired";
import { NotFound } from "./screens/help/not-found";
import { Registration } from "./screens/registration/registration";
import { SignIn } from "./screens/sign-in/sign-in";
import { Terms } from "./screens/help/terms";
import { useAccountLanguage } from "./session/account-language";
import { IdleWarning } from "./session/idle-warning";
import { pendingPath } from "./session/pending";
import { SessionProvider, useSession } from "./session/session";

const Office = later(() => import("./screens/office").then(({ Office: screen, withStyles }) => withStyles().then(() => screen)));

export function App() {
  // Clerks have an app of their own, with another session.
  if (/^\/bok(\/|$)/.test(location.pathname)) return <Office />;
  return (
    <TextProvider>
      <StatusProvider>
        <SessionProvider>
          <LocationProvider>
            <ViewGuard />
            <Frame />
            <IdleWarning />
          </LocationProvider>
        </SessionProvider>
      </StatusProvider>
    </TextProvider>
  );
}

type AccountScreens = typeof import("./screens/account");
const account = (name: keyof AccountScreens) => later(() => import("./screens/account").then((screens) => screens[name]));

type ProfileScreens = Omit<typeof import("./screens/profile"), "withStyles">;
const profile = (name: keyof ProfileScreens) =>
  later(() => import("./screens/profile").then((screens) => screens.withStyles().then(() => screens[name])));

type BillingScreens = typeof import("./screens/billing");
const billing = (name: keyof BillingScreens) => later(() => import("./screens/billing").then((screens) => screens[name]));

type SupplyScreens = Omit<typeof import("./screens/supply"), "withStyles">;
const supply = (name: keyof SupplyScreens) =>
  later(() => import("./screens/supply").then((screens) => screens.withStyles().then(() => screens[name])));

type TicketScreens = Omit<typeof import("./screens/tickets"), "withStyles">;
const tickets = (name: keyof TicketScreens) =>
  later(() => import("./screens/tickets").then((screens) => screens.withStyles().then(() => screens[name])));

type Access = "guest" | "pending" | "signedIn" | "public";

/**
 * Who may open a screen: `guest` only before signing in, `pending` only while the session waits for that very step,
 * `signedIn` only with a session that waits for no step, `public` anybody.
 */
const SCREENS: { path: string; screen: ComponentType; access: Access }[] = [
  { path: PATHS.signIn, screen: SignIn, access: "guest" },
  { path: PATHS.register, screen: Registration, access: "guest" },
  { path: PATHS.checkMail, screen: CheckMail, access: "guest" },
  { path: PATHS.activate, screen: Activation, access: "public" },
  { path: PATHS.linkExpired, screen: LinkExpired, access: "public" },
  { path: PATHS.forgotPassword, screen: account("ForgotPassword"), access: "guest" },
  { path: PATHS.forgotLogin, screen: account("ForgotLogin"), access: "guest" },
  { path: PATHS.secondStep, screen: account("SecondStep"), access: "pending" },
  { path: PATHS.newPassword, screen: account("NewPassword"), access: "pending" },
  { path: PATHS.newTerms, screen: account("NewTerms"), access: "pending" },
  { path: PATHS.confirmEmail, screen: account("ConfirmEmail"), access: "public" },
  { path: PATHS.undoEmail, screen: account("UndoEmail"), access: "public" },
  { path: PATHS.unsubscribe, screen: account("Unsubscribe"), access: "public" },
  { path: PATHS.security, screen: account("Security"), access: "signedIn" },
  { path: PATHS.changePassword, screen: account("ChangePassword"), access: "signedIn" },
  { path: PATHS.changeEmail, screen: account("ChangeEmail"), access: "signedIn" },
  { path: PATHS.changeLogin, screen: account("ChangeLogin"), access: "signedIn" },
  { path: PATHS.setUpSecondStep, screen: account("SetUpSecondStep"), access: "signedIn" },
  { path: PATHS.passkeys, screen: account("PasskeysScreen"), access: "signedIn" },
  { path: PATHS.signIns, screen: account("SignIns"), access: "signedIn" },
  { path: PATHS.mailPreferences, screen: account("MailPreferencesScreen"), access: "signedIn" },
  { path: PATHS.ownAccount, screen: account("OwnAccount"), access: "signedIn" },
  { path: PATHS.myData, screen: profile("MyData"), access: "signedIn" },
  { path: PATHS.people, screen: profile("People"), access: "signedIn" },
  { path: PATHS.accessLog, screen: profile("AccessLog"), access: "signedIn" },
  { path: PATHS.customers, screen: profile("Customers"), access: "signedIn" },
  { path: PATHS.invitation, screen: profile("Invitation"), access: "public" },
  { path: PATHS.dashboard, screen: Dashboard, access: "signedIn" },
  { path: PATHS.documents, screen: billing("Documents"), access: "signedIn" },
  { path: PATHS.payments, screen: billing("Payments"), access: "signedIn" },
  { path: PATHS.statement, screen: billing("StatementScreen"), access: "signedIn" },
  { path: PATHS.pay, screen: billing("Pay"), access: "signedIn" },
  { path: PATHS.document, screen: billing("DocumentScreen"), access: "signedIn" },
  { path: PATHS.payment, screen: billing("PaymentOutcome"), access: "signedIn" },
  { path: PATHS.apiKeys, screen: supply("ApiKeys"), access: "signedIn" },
  { path: PATHS.usage, screen: supply("Usage"), access: "signedIn" },
  { path: PATHS.contracts, screen: supply("Contracts"), access: "signedIn" },
  { path: PATHS.contract, screen: supply("ContractScreen"), access: "signedIn" },
  { path: PATHS.points, screen: supply("Points"), access: "signedIn" },
  { path: PATHS.point, screen: supply("PointScreen"), access: "signedIn" },
  { path: PATHS.coverage, screen: supply("Coverage"), access: "signedIn" },
  { path: PATHS.readings, screen: supply("Readings"), access: "signedIn" },
  { path: PATHS.replay, screen: supply("Replay"), access: "signedIn" },
  { path: PATHS.costs, screen: supply("Costs"), access: "signedIn" },
  { path: PATHS.deposit, screen: supply("Deposit"), access: "signedIn" },
  { path: PATHS.tickets, screen: tickets("Tickets"), access: "signedIn" },
  { path: PATHS.newTicket, screen: tickets("NewTicket"), access: "signedIn" },
  { path: PATHS.ticket, screen: tickets("TicketScreen"), access: "signedIn" },
  { path: PATHS.services, screen: tickets("Services"), access: "signedIn" },
  { path: PATHS.service, screen: tickets("ServiceScreen"), access: "signedIn" },
  { path: PATHS.contact, screen: Contact, access: "public" },
  { path: PATHS.origin, screen: later(() => import("./screens/origin/origin").then(({ Origin }) => Origin)), access: "public" },
  { path: PATHS.terms, screen: Terms, access: "public" },
  { path: PATHS.accessibility, screen: later(() => import("./screens/accessibility/accessibility").then(({ Accessibility }) => Accessibility)), access: "public" },
];

const ROUTES = SCREENS.map(({ path, screen, access }) => ({ path, component: guarded(screen, access) }));

function Frame() {
  useAccountLanguage();
  const { state } = useSession();
  const { path } = useLocation();
  const { waiting, status } = useStatusArrival();
  if (status?.closed) {
    return (
      <EntryShell>
        <Closed />
      </EntryShell>
    );
  }
  const routes = waiting ? (
    <Skeleton />
  ) : (
    <Router>
      <Route path="/" component={Start} />
      {ROUTES.map(({ path: route, component }) => (
        <Route key={route} path={route} component={component} />
      ))}
      <Route default component={NotFound} />
    </Router>
  );
  const waitsInside = state.phase === "checking" && [...NAV_ITEMS, ...PERSONAL_NAV_ITEMS].some((item) => isWithin(item, path));
  const settled = state.phase === "in" && !pendingPath(state.who);
  if (settled || waitsInside) {
    return <AppShell who={state.phase === "in" ? state.who : undefined}>{routes}</AppShell>;
  }
  return <EntryShell>{routes}</EntryShell>;
}

function guarded(Screen: ComponentType, access: Access): ComponentType {
  if (access === "public") return Screen;
  return function Guarded() {
    const { state, check } = useSession();
    const { url, path, query } = useLocation();
    if (state.phase === "in") {
      const due = pendingPath(state.who);
      if (access === "signedIn" && !due) return mayVisit(state.who, path) ? <Screen /> : <Redirect to={homeOf(state.who)} />;
      if (access !== "signedIn" && due === path) return <Screen />;
      const next = access === "signedIn" ? url : query["next"];
      return <Redirect to={due ? withNext(due, next) : ownPath(next, homeOf(state.who))} />;
    }
    if (access === "guest") return <Screen />;
    if (state.phase === "checking") return <Skeleton />;
    if (state.phase === "unknown") return <RetryPanel failure={state.failure} onRetry={check} />;
    const comesBack = state.notice !== "signedOut" && access === "signedIn";
    return <Redirect to={withNext(PATHS.signIn, comesBack ? url : query["next"])} />;
  };
}

/** An address that leads on to `next`, left out where it is the start page anyway. */
function withNext(path: string, next: string | undefined): string {
  return withQuery(path, { next: next === PATHS.dashboard ? "" : next });
}

function Start() {
  return <Redirect to={PATHS.dashboard} />;
}

function Redirect({ to }: { to: string }) {
  const { route } = useLocation();
  useEffect(() => route(to, true), [to]);
  return null;
}
