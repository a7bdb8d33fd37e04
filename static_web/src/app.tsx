import { LocationProvider, Route, Router, useLocation } from "preact-iso";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";

import { StatusProvider, useStatusArrival } from "./api/status";
import { Closed } from "./components/closed";
import { later } from "./components/later";
import { DoorShell, PlaceShell } from "./components/shell";
import { RetryPanel, Skeleton } from "./components/waiting";
import { ViewGuard } from "./components/view-guard";
import { TextProvider } from "./i18n/text";
import { PATHS } from "./paths";
import { homeOf, isAt, mayVisit, PERSONAL_PLACES, PLACES } from "./places";
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

type Access = "door" | "step" | "place" | "open";

/**
 * Who may come where: to a `door` only before signing in, to a `step` while a session waits for just that, to a
 * `place` with a session that waits for nothing, to what is `open` anybody.
 */
const SCREENS: { path: string; screen: ComponentType; access: Access }[] = [
  { path: PATHS.signIn, screen: SignIn, access: "door" },
  { path: PATHS.register, screen: Registration, access: "door" },
  { path: PATHS.checkMail, screen: CheckMail, access: "door" },
  { path: PATHS.activate, screen: Activation, access: "open" },
  { path: PATHS.linkExpired, screen: LinkExpired, access: "open" },
  { path: PATHS.forgotPassword, screen: account("ForgotPassword"), access: "door" },
  { path: PATHS.forgotLogin, screen: account("ForgotLogin"), access: "door" },
  { path: PATHS.secondStep, screen: account("SecondStep"), access: "step" },
  { path: PATHS.newPassword, screen: account("NewPassword"), access: "step" },
  { path: PATHS.newTerms, screen: account("NewTerms"), access: "step" },
  { path: PATHS.confirmEmail, screen: account("ConfirmEmail"), access: "open" },
  { path: PATHS.undoEmail, screen: account("UndoEmail"), access: "open" },
  { path: PATHS.unsubscribe, screen: account("Unsubscribe"), access: "open" },
  { path: PATHS.security, screen: account("Security"), access: "place" },
  { path: PATHS.changePassword, screen: account("ChangePassword"), access: "place" },
  { path: PATHS.changeEmail, screen: account("ChangeEmail"), access: "place" },
  { path: PATHS.changeLogin, screen: account("ChangeLogin"), access: "place" },
  { path: PATHS.setUpSecondStep, screen: account("SetUpSecondStep"), access: "place" },
  { path: PATHS.passkeys, screen: account("PasskeysPlace"), access: "place" },
  { path: PATHS.signIns, screen: account("SignIns"), access: "place" },
  { path: PATHS.mailPreferences, screen: account("MailPreferencesPlace"), access: "place" },
  { path: PATHS.ownAccount, screen: account("OwnAccount"), access: "place" },
  { path: PATHS.myData, screen: profile("MyData"), access: "place" },
  { path: PATHS.people, screen: profile("People"), access: "place" },
  { path: PATHS.accessLog, screen: profile("AccessLog"), access: "place" },
  { path: PATHS.customers, screen: profile("Customers"), access: "place" },
  { path: PATHS.invitation, screen: profile("Invitation"), access: "open" },
  { path: PATHS.dashboard, screen: Dashboard, access: "place" },
  { path: PATHS.documents, screen: billing("Documents"), access: "place" },
  { path: PATHS.payments, screen: billing("Payments"), access: "place" },
  { path: PATHS.statement, screen: billing("StatementScreen"), access: "place" },
  { path: PATHS.pay, screen: billing("Pay"), access: "place" },
  { path: PATHS.document, screen: billing("DocumentScreen"), access: "place" },
  { path: PATHS.payment, screen: billing("PaymentOutcome"), access: "place" },
  { path: PATHS.apiKeys, screen: supply("ApiKeys"), access: "place" },
  { path: PATHS.usage, screen: supply("Usage"), access: "place" },
  { path: PATHS.contracts, screen: supply("Contracts"), access: "place" },
  { path: PATHS.contract, screen: supply("ContractScreen"), access: "place" },
  { path: PATHS.points, screen: supply("Points"), access: "place" },
  { path: PATHS.point, screen: supply("PointScreen"), access: "place" },
  { path: PATHS.coverage, screen: supply("Coverage"), access: "place" },
  { path: PATHS.readings, screen: supply("Readings"), access: "place" },
  { path: PATHS.replay, screen: supply("Replay"), access: "place" },
  { path: PATHS.costs, screen: supply("Costs"), access: "place" },
  { path: PATHS.deposit, screen: supply("Deposit"), access: "place" },
  { path: PATHS.tickets, screen: tickets("Tickets"), access: "place" },
  { path: PATHS.newTicket, screen: tickets("NewTicket"), access: "place" },
  { path: PATHS.ticket, screen: tickets("TicketScreen"), access: "place" },
  { path: PATHS.services, screen: tickets("Services"), access: "place" },
  { path: PATHS.service, screen: tickets("ServiceScreen"), access: "place" },
  { path: PATHS.contact, screen: Contact, access: "open" },
  { path: PATHS.origin, screen: later(() => import("./screens/origin/origin").then(({ Origin }) => Origin)), access: "open" },
  { path: PATHS.terms, screen: Terms, access: "open" },
  { path: PATHS.accessibility, screen: later(() => import("./screens/accessibility/accessibility").then(({ Accessibility }) => Accessibility)), access: "open" },
];

const ROUTES = SCREENS.map(({ path, screen, access }) => ({ path, component: guarded(screen, access) }));

function Frame() {
  useAccountLanguage();
  const { state } = useSession();
  const { path } = useLocation();
  const { waiting, status } = useStatusArrival();
  if (status?.closed) {
    return (
      <DoorShell>
        <Closed />
      </DoorShell>
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
  const waitsAtPlace = state.phase === "checking" && [...PLACES, ...PERSONAL_PLACES].some((place) => isAt(place, path));
  const settled = state.phase === "in" && !pendingPath(state.who);
  if (settled || waitsAtPlace) {
    return <PlaceShell who={state.phase === "in" ? state.who : undefined}>{routes}</PlaceShell>;
  }
  return <DoorShell>{routes}</DoorShell>;
}

function guarded(Screen: ComponentType, access: Access): ComponentType {
  if (access === "open") return Screen;
  return function Guarded() {
    const { state, check } = useSession();
    const { url, path, query } = useLocation();
    if (state.phase === "in") {
      const due = pendingPath(state.who);
      if (access === "place" && !due) return mayVisit(state.who, path) ? <Screen /> : <Redirect to={homeOf(state.who)} />;
      if (access !== "place" && due === path) return <Screen />;
      const next = access === "place" ? url : query["next"];
      return <Redirect to={due ? withNext(due, next) : ownPath(next, homeOf(state.who))} />;
    }
    if (access === "door") return <Screen />;
    if (state.phase === "checking") return <Skeleton />;
    if (state.phase === "unknown") return <RetryPanel failure={state.failure} onRetry={check} />;
    const comesBack = state.notice !== "signedOut" && access === "place";
    return <Redirect to={withNext(PATHS.signIn, comesBack ? url : query["next"])} />;
  };
}

/** An address on the way to another one, which is left out where it is the usual one. */
function withNext(path: string, next: string | undefined): string {
  return next && next !== PATHS.dashboard ? `${path}?next=${encodeURIComponent(next)}` : path;
}

function Start() {
  return <Redirect to={PATHS.dashboard} />;
}

function Redirect({ to }: { to: string }) {
  const { route } = useLocation();
  useEffect(() => route(to, true), [to]);
  return null;
}
