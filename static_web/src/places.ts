import type { ComponentType } from "preact";

import type { IconProps } from "./components/icons";
import { ContractIcon, DashboardIcon, InvoiceIcon, MeterIcon, ShieldIcon, TicketIcon, UsageIcon } from "./components/icons";
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
export const PERSONAL_PLACES: Place[] = [{ name: "security", path: PATHS.security, icon: ShieldIcon }];

/** Whether an address is at a place or below it. */
export function isAt(place: Place, path: string): boolean {
  return path === place.path || path.startsWith(`${place.path}/`);
}
