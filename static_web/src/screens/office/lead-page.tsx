import { useLocation } from "preact-iso";
import type { ComponentChildren } from "preact";

import { PageTitle } from "../../components/page";
import { leadWords } from "./lead-words";
import { OFFICE } from "./paths";
import { useClerk } from "./session";
import { words } from "./words";

type Page = keyof typeof leadWords.pages;

const PAGES: [Page, string][] = [
  ["state", OFFICE.lead],
  ["figures", OFFICE.leadFigures],
  ["terms", OFFICE.leadTerms],
  ["break", OFFICE.leadBreak],
  ["quarantine", OFFICE.leadQuarantine],
  ["deeds", OFFICE.leadDeeds],
];

/** A page for leads, below the links to all of them. */
export function LeadPage({ page, children }: { page: Page; children: ComponentChildren }) {
  const { path: here } = useLocation();
  const lead = useClerk().roles.includes("bok.lead");
  return (
    <>
      <nav class="office-pages" aria-label={leadWords.navigation}>
        {PAGES.map(([name, path]) => (
          <a key={name} href={path} aria-current={here === path ? "page" : undefined}>
            {leadWords.pages[name]}
          </a>
        ))}
      </nav>
      <PageTitle windowTitle={`${leadWords.pages[page]}, ${words.title}`}>{leadWords.pages[page]}</PageTitle>
      {lead ? children : <p>{leadWords.leadsOnly}</p>}
    </>
  );
}

const MINUTE_MS = 60_000;

/** How long ago an instant is, in words. */
export function ago(instant: string, now = Date.now()): string {
  const minutes = Math.floor((now - Date.parse(instant)) / MINUTE_MS);
  if (minutes < 1) return leadWords.ago.now;
  if (minutes < 60) return leadWords.ago.minutes(minutes);
  return minutes < 48 * 60 ? leadWords.ago.hours(Math.floor(minutes / 60)) : leadWords.ago.days(Math.floor(minutes / (24 * 60)));
}
