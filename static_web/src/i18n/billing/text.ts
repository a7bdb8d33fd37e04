import { useLanguage } from "../text";
import { en } from "./en";
import { type BillingCatalogue, pl } from "./pl";
import { uk } from "./uk";

const CATALOGUES: Record<"pl" | "en" | "uk", BillingCatalogue> = { pl, en, uk };

/** The words of documents, payments and paying, which are not part of the first load. */
export const useBillingText = () => CATALOGUES[useLanguage().language];
