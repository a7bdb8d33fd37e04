import type { ComponentType } from "preact";

import type { IconProps } from "./components/icons";
import { DashboardIcon, InvoiceIcon, ShieldIcon } from "./components/icons";
import type { Catalogue } from "./i18n/pl";
import { PATHS } from "./paths";

interface Place {
  name: keyof Catalogue["places"];
  path: string;
  icon: ComponentType<IconProps>;
}

/** The places of the navigation, in order. A place is shown once it works. */
export const PLACES: Place[] = [
  { name: "dashboard", path: PATHS.dashboard, icon: DashboardIcon },
  { name: "invoices", path: PATHS.documents, icon: InvoiceIcon },
];

/** The places of the person, beside name and sign-out. */
export const PERSONAL_PLACES: Place[] = [{ name: "security", path: PATHS.security, icon: ShieldIcon }];

/** Whether an address is at a place or below it. */
export function isAt(place: Place, path: string): boolean {
  return path === place.path || path.startsWith(`${place.path}/`);
}
