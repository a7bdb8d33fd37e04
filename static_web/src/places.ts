import type { ComponentType } from "preact";

import type { IconProps } from "./components/icons";
import { ContractIcon, DashboardIcon, InvoiceIcon, MeterIcon, PersonIcon, ShieldIcon, TicketIcon, UsageIcon } from "./components/icons";
import type { CurrentSession } from "./api/client";
import type { Catalogue } from "./i18n/pl";
import { PATHS } from "./paths";

interface Place {
  name: keyof Catalogue["places"];
  path: string;
  icon: ComponentType<IconProps>;
  /** On a phone it stands behind „Więcej”, for the bar has room for five. */
  behindMore?: boolean;
}

/** The places of the navigation, in order. A place is shown once it works. */
export const PLACES: Place[] = [
  { name: "dashboard", path: PATHS.dashboard, icon: DashboardIcon },
  { name: "invoices", path: PATHS.documents, icon: InvoiceIcon },
  { name: "usage", path: PATHS.usage, icon: UsageIcon },
  { name: "contracts", path: PATHS.contracts, icon: ContractIcon, behindMore: true },
  { name: "points", path: PATHS.points, icon: MeterIcon, behindMore: true },
  { name: "tickets", path: PATHS.tickets, icon: TicketIcon },
];

/** The places of the person, beside name and sign-out. */
export const PERSONAL_PLACES: Place[] = [
  { name: "myData", path: PATHS.myData, icon: PersonIcon },
  { name: "security", path: PATHS.security, icon: ShieldIcon },
];

/** Whether an address is at a place or below it. */
export function isAt(place: Place, path: string): boolean {
  return path === place.path || path.startsWith(`${place.path}/`);
}

type Permission = NonNullable<CurrentSession["permissions"]>[number];

/** What a place needs of whoever acts for another customer; what stands nowhere is everybody's own. */
const NEEDS: [path: string, permission: Permission][] = [
  [PATHS.dashboard, "billing:read"],
  [PATHS.documents, "billing:read"],
  ["/platnosc", "billing:read"],
  [PATHS.usage, "supply:read"],
  [PATHS.contracts, "supply:read"],
  [PATHS.points, "supply:read"],
  [PATHS.tickets, "tickets:read"],
  [PATHS.services, "orders:write"],
  [PATHS.people, "owner"],
  [PATHS.accessLog, "owner"],
  [PATHS.myData, "data:read"],
];

/** What tells of all contracts together, which nobody sees who may see only some. */
const OF_ALL: string[] = [PATHS.dashboard, PATHS.payments, PATHS.statement, PATHS.pay, PATHS.usage, PATHS.services, PATHS.myData];

export function may({ permissions }: CurrentSession, permission: Permission): boolean {
  return !permissions || permissions.indexOf(permission) >= 0;
}

/** Whether whoever is signed in may come to an address. */
export function mayVisit(who: CurrentSession, path: string): boolean {
  const under = (place: string) => path === place || path.indexOf(`${place}/`) === 0;
  if (who.actingFor?.limited && OF_ALL.filter(under).length > 0) return false;
  const need = NEEDS.filter(([place]) => under(place))[0];
  return !need || may(who, need[1]);
}

/** Where to begin: the first place one may visit, or the choice of a customer. */
export function homeOf(who: CurrentSession): string {
  const first = PLACES.filter(({ path }) => mayVisit(who, path))[0];
  return first ? first.path : PATHS.customers;
}
