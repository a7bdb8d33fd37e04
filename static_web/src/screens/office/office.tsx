import { LocationProvider, Route, Router, useLocation } from "preact-iso";
import type { ComponentChildren } from "preact";
import { useEffect } from "preact/hooks";

import { useAction } from "../../components/action";
import { Logo } from "../../components/logo";
import { RetryPanel, Skeleton } from "../../components/waiting";
import { CustomerScreen } from "./customer-screen";
import { Customers } from "./customers";
import { NotFound } from "./not-found";
import { SignIn, SignInReturn } from "./sign-in";
import { LeadBreak } from "./lead-break";
import { LeadDeeds } from "./lead-deeds";
import { LeadFigures } from "./lead-figures";
import { LeadQuarantine } from "./lead-quarantine";
import { LeadState } from "./lead-state";
import { LeadTerms } from "./lead-terms";
import { OFFICE } from "./paths";
import { Problem } from "./problem";
import { Queue } from "./queue";
import { OfficeProvider, useOffice } from "./session";
import { Search } from "./search";
import { Shortcuts } from "./shortcuts";
import { TemplatesScreen } from "./templates-screen";
import { TicketScreen } from "./ticket";
import { words } from "./words";

/** The office's app, with a frame and routes of its own and no link into the customers' app; in Polish only. */
export function Office() {
  useEffect(() => {
    document.documentElement.lang = "pl";
  }, []);
  return (
    <LocationProvider scope="/bok">
      <OfficeProvider>
        <Frame />
      </OfficeProvider>
    </LocationProvider>
  );
}

function Frame() {
  const { state, check } = useOffice();
  const { path } = useLocation();
  if (state.phase === "in") {
    return (
      <Shortcuts>
        <Desk name={state.clerk.name} lead={state.clerk.roles.includes("bok.lead")}>
          <Router>
            <Route path={OFFICE.queue} component={Queue} />
            <Route path={OFFICE.entry} component={Queue} />
            <Route path={OFFICE.ticket} component={TicketScreen} />
            <Route path={OFFICE.search} component={Search} />
            <Route path={OFFICE.customers} component={Customers} />
            <Route path={OFFICE.customer} component={CustomerScreen} />
            <Route path={OFFICE.templates} component={TemplatesScreen} />
            <Route path={OFFICE.lead} component={LeadState} />
            <Route path={OFFICE.leadFigures} component={LeadFigures} />
            <Route path={OFFICE.leadTerms} component={LeadTerms} />
            <Route path={OFFICE.leadBreak} component={LeadBreak} />
            <Route path={OFFICE.leadQuarantine} component={LeadQuarantine} />
            <Route path={OFFICE.leadDeeds} component={LeadDeeds} />
            <Route default component={NotFound} />
          </Router>
        </Desk>
      </Shortcuts>
    );
  }
  return (
    <div class="guest">
      <header class="entry-head">
        <Logo />
      </header>
      <main id="main" class="entry-main" tabIndex={-1}>
        <div class="entry-card">
          {path === OFFICE.entry ? (
            <SignInReturn />
          ) : state.phase === "checking" ? (
            <Skeleton />
          ) : state.phase === "unknown" ? (
            <RetryPanel failure={state.failure} onRetry={check} />
          ) : (
            <SignIn />
          )}
        </div>
      </main>
    </div>
  );
}

function NavLink({ path, children }: { path: string; children: ComponentChildren }) {
  const { path: here } = useLocation();
  return (
    <a href={path} aria-current={here === path ? "page" : path === OFFICE.lead && here.indexOf(`${path}/`) === 0 ? "true" : undefined}>
      {children}
    </a>
  );
}

function Desk({ name, lead, children }: { name: string; lead: boolean; children: ComponentChildren }) {
  const { signOut } = useOffice();
  const action = useAction();
  return (
    <div class="office">
      <a class="skip-link" href="#main">
        {words.skip}
      </a>
      <header class="office-bar">
        <a class="home-link" href={OFFICE.queue}>
          <Logo />
          <span class="office-name">{words.title}</span>
        </a>
        <nav class="office-nav" aria-label={words.navigation}>
          <NavLink path={OFFICE.queue}>{words.queueLink}</NavLink>
          <NavLink path={OFFICE.search}>{words.searchLink}</NavLink>
          <NavLink path={OFFICE.customers}>{words.customersLink}</NavLink>
          {lead && <NavLink path={OFFICE.templates}>{words.templatesLink}</NavLink>}
          {lead && <NavLink path={OFFICE.lead}>{words.leadLink}</NavLink>}
        </nav>
        <p class="office-clerk">
          <strong>{name}</strong> <span>{lead ? words.role.lead : words.role.clerk}</span>
        </p>
        <Shortcuts.Button />
        <button
          type="button"
          class="office-bar-button"
          aria-disabled={action.busy !== undefined}
          onClick={() => void action.run(signOut)}
        >
          {words.signOut}
        </button>
      </header>
      <Problem failure={action.failure} />
      <main id="main" class="office-main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}
