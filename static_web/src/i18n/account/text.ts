import { useLanguage } from "../text";
import { en } from "./en";
import { type AccountCatalogue, pl } from "./pl";
import { uk } from "./uk";

const CATALOGUES: Record<"pl" | "en" | "uk", AccountCatalogue> = { pl, en, uk };

/** The words of the account's screens, which are not part of the first load. */
export const useAccountText = () => CATALOGUES[useLanguage().language];
