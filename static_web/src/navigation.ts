import type { ComponentType } from "preact";

import type { IconProps } from "./components/icons";
import { ContractIcon, DashboardIcon, InvoiceIcon, MeterIcon, PersonIcon, ShieldIcon, TicketIcon, UsageIcon } from "./components/icons";
import type { CurrentSession } from "./api/client";
import type { Catalogue } from "./i18n/pl";
import { PATHS } from "./paths";

interface NavItem {
  name: keyof Catalogue["navigation"];
  path: string;
  icon: ComponentType<IconProps>;
  /** On a phone it is in the menu „Więcej”, because the bar has room for five. */
  behindMore?: boolean;
}

/** The main navigation, in order. */
export const NAV_ITEMS: NavItem[] = [
  { name: "dashboard", path: PATHS.dashboard, icon: DashboardIcon },
  { name: "invoices", path: PATHS.documents, icon: InvoiceIcon },
  { name: "usage", path: PATHS.usage, icon: UsageIcon },
  { name: "contracts", path: PATHS.contracts, icon: ContractIcon, behindMore: true },
  { name: "points", path: PATHS.points, icon: MeterIcon, behindMore: true },
  { name: "tickets", path: PATHS.tickets, icon: TicketIcon },
];

/** The links to the account's own screens, beside the name and the sign-out button. */
export const PERSONAL_NAV_ITEMS: NavItem[] = [
  { name: "myData", path: PATHS.myData, icon: PersonIcon },
  { name: "security", path: PATHS.security, icon: ShieldIcon },
];

/** Whether an address is that of the item or one below it. */
export function isWithin(item: Pick<NavItem, "path">, path: string): boolean {
  return path === item.path || path.indexOf(`${item.path}/`) === 0;
}

type Permission = NonNullable<CurrentSession["permissions"]>[number];

/** The permission that an address and those below it need of somebody who acts for another customer; all others need none. */
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

/** Screens that show all contracts together, closed to somebody whose access is limited to some. */
const OF_ALL: string[] = [PATHS.dashboard, PATHS.payments, PATHS.statement, PATHS.pay, PATHS.usage, PATHS.services, PATHS.myData];

export function may({ permissions }: CurrentSession, permission: Permission): boolean {
  return !permissions || permissions.indexOf(permission) >= 0;
}

/** Whether the signed-in user may open an address. */
export function mayVisit(who: CurrentSession, path: string): boolean {
  const within = (root: string) => isWithin({ path: root }, path);
  if (who.actingFor?.limited && OF_ALL.filter(within).length > 0) return false;
  const need = NEEDS.filter(([root]) => within(root))[0];
  return !need || may(who, need[1]);
}

/** The home screen: the first of the navigation that the user may open, else the choice of a customer. */
export function homeOf(who: CurrentSession): string {
  const first = NAV_ITEMS.filter(({ path }) => mayVisit(who, path))[0];
  return first ? first.path : PATHS.customers;
}
