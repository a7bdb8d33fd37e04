import { LocationProvider, Route, Router, useLocation } from "preact-iso";
import type { ComponentType } from "preact";
import { useEffect } from "preact/hooks";

import { StatusProvider } from "./api/status";
import { DoorShell, PlaceShell } from "./components/shell";
import { RetryPanel, Skeleton } from "./components/waiting";
import { TextProvider } from "./i18n/text";
import { PATHS } from "./paths";
import { isAt, PLACES } from "./places";
import { ownPath } from "./rules/own-path";
import { Activation } from "./screens/activation";
import { CheckMail } from "./screens/check-mail";
import { Contact } from "./screens/contact";
import { Dashboard } from "./screens/dashboard";
import { DocumentScreen } from "./screens/document";
import { Documents } from "./screens/documents";
import { LinkExpired } from "./screens/link-expired";
import { NotFound } from "./screens/not-found";
import { Registration } from "./screens/registration";
import { SignIn } from "./screens/sign-in";
import { Terms } from "./screens/terms";
import { IdleWarning } from "./session/idle-warning";
import { SessionProvider, useSession } from "./session/session";

export function App() {
  return (
    <TextProvider>
      <StatusProvider>
        <SessionProvider>
          <LocationProvider>
            <Frame />
            <IdleWarning />
          </LocationProvider>
        </SessionProvider>
      </StatusProvider>
    </TextProvider>
  );
}

type Access = "door" | "place" | "open";

/** Who may come where: to a `door` only before signing in, to a `place` only after, to what is `open` anybody. */
const SCREENS: { path: string; screen: ComponentType; access: Access }[] = [
  { path: PATHS.signIn, screen: SignIn, access: "door" },
  { path: PATHS.register, screen: Registration, access: "door" },
  { path: PATHS.checkMail, screen: CheckMail, access: "door" },
  { path: PATHS.activate, screen: Activation, access: "open" },
  { path: PATHS.linkExpired, screen: LinkExpired, access: "open" },
  { path: PATHS.dashboard, screen: Dashboard, access: "place" },
  { path: PATHS.documents, screen: Documents, access: "place" },
  { path: PATHS.document, screen: DocumentScreen, access: "place" },
  { path: PATHS.contact, screen: Contact, access: "open" },
  { path: PATHS.terms, screen: Terms, access: "open" },
];

const ROUTES = SCREENS.map(({ path, screen, access }) => ({ path, component: guarded(screen, access) }));

function Frame() {
  const { state } = useSession();
  const { path } = useLocation();
  const routes = (
    <Router>
      <Route path="/" component={Start} />
      {ROUTES.map(({ path: route, component }) => (
        <Route key={route} path={route} component={component} />
      ))}
      <Route default component={NotFound} />
    </Router>
  );
  const waitsAtPlace = state.phase === "checking" && PLACES.some((place) => isAt(place, path));
  if (state.phase === "in" || waitsAtPlace) {
    return <PlaceShell who={state.phase === "in" ? state.who : undefined}>{routes}</PlaceShell>;
  }
  return <DoorShell>{routes}</DoorShell>;
}

function guarded(Screen: ComponentType, access: Access): ComponentType {
  if (access === "open") return Screen;
  return function Guarded() {
    const { state, check } = useSession();
    const { url, query } = useLocation();
    if (access === "door") {
      return state.phase === "in" ? <Redirect to={ownPath(query["next"], PATHS.dashboard)} /> : <Screen />;
    }
    if (state.phase === "in") return <Screen />;
    if (state.phase === "checking") return <Skeleton />;
    if (state.phase === "unknown") return <RetryPanel failure={state.failure} onRetry={check} />;
    const comesBack = state.notice !== "signedOut" && url !== PATHS.dashboard;
    return <Redirect to={comesBack ? `${PATHS.signIn}?next=${encodeURIComponent(url)}` : PATHS.signIn} />;
  };
}

function Start() {
  return <Redirect to={PATHS.dashboard} />;
}

function Redirect({ to }: { to: string }) {
  const { route } = useLocation();
  useEffect(() => route(to, true), [to]);
  return null;
}
