/** Whose portal this is, from `brand.json`, written into the app when it is built (`build/brand.ts`). */
declare module "brand:core" {
  /** The portal's name. */
  export const portal: string;
  /** What the names of downloaded files begin with. */
  export const filePrefix: string;
  /** SVG markup of the sign; `logoDark` is empty where it is the same. */
  export const logo: string;
  export const logoDark: string;
  export const logoShowsName: boolean;
  export const bar: string;
  export const accent: string;
  export const phone: string;
  export const emailIndividual: string;
  export const emailBusiness: string;
  /** The bank of the account to pay to; empty where the company names none. */
  export const bank: string;
  /** The name of the portal with older data; empty where there is none. */
  export const oldPortal: string;
  /** The first day of the data, YYYY-MM-DD. */
  export const firstDay: string;
  export const peselSignIn: boolean;
}

declare module "brand:pl" {
  /** The first day of the data in words; in Polish and Ukrainian with a full stop behind it. */
  export const firstDay: string;
  export const callCosts: string;
  export const identity: string;
  /** Empty where the company tells none. */
  export const complaints: string;
}

declare module "brand:en" {
  export { firstDay, callCosts, identity, complaints } from "brand:pl";
}

declare module "brand:uk" {
  export { firstDay, callCosts, identity, complaints } from "brand:pl";
}
