import { useLocation } from "preact-iso";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

import { asFailure, failureText } from "../api/failure";
import type { CurrentSession } from "../api/client";
import { useStatusArrival } from "../api/status";
import { useText } from "../i18n/text";
import { PATHS } from "../paths";
import { isWithin, mayVisit, NAV_ITEMS, PERSONAL_NAV_ITEMS } from "../navigation";
import { useSession } from "../session/session";
import { Banner } from "./banner";
import { Button } from "./button";
import { Dialog } from "./dialog";
import { HelpLinks } from "./help-links";
import { MoreIcon, PeopleIcon, SignOutIcon } from "./icons";
import { LanguageSwitch } from "./language-switch";
import { Logo } from "./logo";
import { Operator } from "./operator";
import { StatusBanner } from "./status-banner";

/** The frame of the sign-in screen and of all others shown without a session: a card in the middle. */
export function EntryShell({ children }: { children: ComponentChildren }) {
  const { waiting } = useStatusArrival();
  return (
    <div class="guest">
      <SkipLink />
      <header class="entry-head">
        <HomeLink />
        <LanguageSwitch />
      </header>
      <main id="main" class="entry-main" tabIndex={-1}>
        <StatusBanner />
        {/* A new element once the status is known: the same card would be seen to move when a notice appears above it. */}
        <div key={String(waiting)} class="entry-card">
          {children}
        </div>
        <StatusBanner below />
      </main>
      <Operator />
    </div>
  );
}

/** The frame of a signed-in customer, with the navigation on the left, or at the bottom of a phone. */
export function AppShell({ who, children }: { who: CurrentSession | undefined; children: ComponentChildren }) {
  const text = useText();
  const { path } = useLocation();
  const { state } = useSession();
  const switched = state.phase === "in" && state.switched;
  const [moreOpen, setMoreOpen] = useState(false);
  const here = [...NAV_ITEMS, ...PERSONAL_NAV_ITEMS].find((item) => isWithin(item, path));
  useEffect(() => setMoreOpen(false), [path]);
  return (
    <div class="shell">
      <SkipLink />
      <header class="bar">
        <HomeLink />
        <p class="bar-title" aria-hidden="true">
          {here ? text.navigation[here.name] : ""}
        </p>
        <nav class="bar-nav" aria-label={text.mainNavigation}>
          <ul>
            {NAV_ITEMS.filter(({ path: at }) => !who || mayVisit(who, at)).map((item) => (
              <li key={item.path} class={item.behindMore ? "behind-more" : undefined}>
                <a href={item.path} aria-current={item === here ? "page" : undefined}>
                  <item.icon />
                  <span>{text.navigation[item.name]}</span>
                </a>
              </li>
            ))}
            <li class="bar-more">
              <button type="button" aria-haspopup="dialog" onClick={() => setMoreOpen(true)}>
                <MoreIcon />
                <span>{text.more}</span>
              </button>
            </li>
          </ul>
        </nav>
        <div class="bar-person">{who && <Person who={who} />}</div>
      </header>
      <main id="main" class="content" tabIndex={-1}>
        <StatusBanner />
        {who?.actingFor && <p class="muted">{text.session.acting(who.displayName)}</p>}
        {switched && who && <Banner tone="warn">{text.session.switched(who.displayName)}</Banner>}
        {children}
        <StatusBanner below />
        <Operator />
      </main>
      {moreOpen && who && (
        <Dialog title={text.more} onClose={() => setMoreOpen(false)}>
          <MoreItems who={who} />
          <Person who={who} />
        </Dialog>
      )}
    </div>
  );
}

/** The items that do not fit into the bar of a phone. */
function MoreItems({ who }: { who: CurrentSession }) {
  const text = useText();
  const { path } = useLocation();
  return (
    <ul class="person-nav">
      {NAV_ITEMS.filter(({ behindMore, path: at }) => behindMore && mayVisit(who, at)).map((item) => (
        <li key={item.path}>
          <a href={item.path} aria-current={isWithin(item, path) ? "page" : undefined}>
            <item.icon size={20} />
            <span>{text.navigation[item.name]}</span>
          </a>
        </li>
      ))}
    </ul>
  );
}

function Person({ who }: { who: CurrentSession }) {
  const text = useText();
  const { path } = useLocation();
  const { signOut } = useSession();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const leave = () => {
    setBusy(true);
    signOut().catch((error: unknown) => {
      setProblem(failureText(text, asFailure(error)));
      setBusy(false);
    });
  };
  return (
    <div class="person">
      <p class="person-name">{who.displayName}</p>
      {who.customerNumber && <p class="person-customer">{text.actingFor(who.customerNumber)}</p>}
      <ul class="person-nav">
        {who.represents && (
          <li>
            <a href={PATHS.customers} aria-current={path === PATHS.customers ? "page" : undefined}>
              <PeopleIcon size={20} />
              <span>{text.navigation.customers}</span>
            </a>
          </li>
        )}
        {PERSONAL_NAV_ITEMS.filter(({ path: at }) => mayVisit(who, at)).map((item) => (
          <li key={item.path}>
            <a href={item.path} aria-current={isWithin(item, path) ? "page" : undefined}>
              <item.icon size={20} />
              <span>{text.navigation[item.name]}</span>
            </a>
          </li>
        ))}
      </ul>
      <HelpLinks />
      <LanguageSwitch />
      {problem && <p role="alert">{problem}</p>}
      <Button kind="quiet" busy={busy} busyLabel={text.signingOut} onClick={leave}>
        <SignOutIcon size={20} />
        {text.signOut}
      </Button>
    </div>
  );
}

function HomeLink() {
  return (
    <a class="home-link" href="/" aria-label={useText().logo}>
      <Logo />
    </a>
  );
}

function SkipLink() {
  return (
    <a
      class="skip-link"
      href="#main"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById("main")?.focus();
      }}
    >
      {useText().skipToContent}
    </a>
  );
}
