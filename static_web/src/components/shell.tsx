import { useLocation } from "preact-iso";
import type { ComponentChildren } from "preact";
import { useEffect, useState } from "preact/hooks";

import { asFailure, failureText } from "../api/failure";
import type { CurrentSession } from "../api/client";
import { useStatusArrival } from "../api/status";
import { useText } from "../i18n/text";
import { PATHS } from "../paths";
import { isAt, mayVisit, PERSONAL_PLACES, PLACES } from "../places";
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

/** The frame at the door: before anybody is signed in. */
export function DoorShell({ children }: { children: ComponentChildren }) {
  const { waiting } = useStatusArrival();
  return (
    <div class="door">
      <SkipLink />
      <header class="door-head">
        <HomeLink />
        <LanguageSwitch />
      </header>
      <main id="main" class="door-main" tabIndex={-1}>
        <StatusBanner />
        {/* Another card than that which showed the waiting, so that none moves when a notice comes above it. */}
        <div key={String(waiting)} class="door-card">
          {children}
        </div>
        <StatusBanner below />
      </main>
      <Operator />
    </div>
  );
}

/** The frame of a signed-in customer: the bar on the left, or at the bottom of a phone. */
export function PlaceShell({ who, children }: { who: CurrentSession | undefined; children: ComponentChildren }) {
  const text = useText();
  const { path } = useLocation();
  const { state } = useSession();
  const switched = state.phase === "in" && state.switched;
  const [moreOpen, setMoreOpen] = useState(false);
  const here = [...PLACES, ...PERSONAL_PLACES].find((place) => isAt(place, path));
  useEffect(() => setMoreOpen(false), [path]);
  return (
    <div class="shell">
      <SkipLink />
      <header class="bar">
        <HomeLink />
        <p class="bar-place" aria-hidden="true">
          {here ? text.places[here.name] : ""}
        </p>
        <nav class="bar-places" aria-label={text.mainNavigation}>
          <ul>
            {PLACES.filter(({ path: at }) => !who || mayVisit(who, at)).map((place) => (
              <li key={place.path} class={place.behindMore ? "behind-more" : undefined}>
                <a href={place.path} aria-current={place === here ? "page" : undefined}>
                  <place.icon />
                  <span>{text.places[place.name]}</span>
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
          <MorePlaces who={who} />
          <Person who={who} />
        </Dialog>
      )}
    </div>
  );
}

/** The places a phone's bar has no room for. */
function MorePlaces({ who }: { who: CurrentSession }) {
  const text = useText();
  const { path } = useLocation();
  return (
    <ul class="person-places">
      {PLACES.filter(({ behindMore, path: at }) => behindMore && mayVisit(who, at)).map((place) => (
        <li key={place.path}>
          <a href={place.path} aria-current={isAt(place, path) ? "page" : undefined}>
            <place.icon size={20} />
            <span>{text.places[place.name]}</span>
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
      <ul class="person-places">
        {who.represents && (
          <li>
            <a href={PATHS.customers} aria-current={path === PATHS.customers ? "page" : undefined}>
              <PeopleIcon size={20} />
              <span>{text.places.customers}</span>
            </a>
          </li>
        )}
        {PERSONAL_PLACES.filter(({ path: at }) => mayVisit(who, at)).map((place) => (
          <li key={place.path}>
            <a href={place.path} aria-current={isAt(place, path) ? "page" : undefined}>
              <place.icon size={20} />
              <span>{text.places[place.name]}</span>
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
