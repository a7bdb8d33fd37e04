import type { DocumentQuery } from "../../api/billing";
import type { DocumentKind, DocumentState } from "../../api/client";
import { PATHS, withQuery } from "../../paths";

/** The query parameters of the filter, in Polish like the address itself. */
export type FilterWords = Partial<
  Record<"stan" | "rodzaj" | "szukaj" | "od" | "do" | "kolejnosc" | "umowa" | "punkt", string>
>;

export const STATES: Record<string, { states: DocumentState[]; word: "open" | "overdue" | "paid" | "clearing" }> = {
  "do-zaplaty": { states: ["to_pay", "partly_paid", "overdue"], word: "open" },
  "po-terminie": { states: ["overdue"], word: "overdue" },
  oplacone: { states: ["paid"], word: "paid" },
  "w-rozliczeniu": { states: ["in_clearing"], word: "clearing" },
};
export const KINDS: Record<string, DocumentKind> = { faktury: "invoice", korekty: "correction", noty: "interest_note" };
export const SORTS: Record<string, NonNullable<DocumentQuery["sort"]>> = {
  najnowsze: "newest",
  najstarsze: "oldest",
  kwota: "amount",
  termin: "due",
};
const DATE = /^\d{4}-\d\d-\d\d$/;
const ID = /^[A-Za-z0-9_-]{8,64}$/;

function own<T>(table: Record<string, T>, word: string | undefined): T | undefined {
  return word && Object.prototype.hasOwnProperty.call(table, word) ? table[word] : undefined;
}

/** The query of the API; unknown values in the address are ignored. */
export function queryOf(words: FilterWords): DocumentQuery {
  const states = own(STATES, words.stan)?.states;
  const kind = own(KINDS, words.rodzaj);
  const sort = own(SORTS, words.kolejnosc);
  const { od, do: until, szukaj, umowa, punkt } = words;
  return {
    ...(states && { state: states }),
    ...(kind && { kind }),
    ...(szukaj && { q: szukaj.slice(0, 60) }),
    ...(od && DATE.test(od) && { from: od }),
    ...(until && DATE.test(until) && !periodRunsBack(words) && { to: until }),
    ...(umowa && ID.test(umowa) && { contract: umowa }),
    ...(punkt && ID.test(punkt) && { point: punkt }),
    ...(sort && { sort }),
  };
}

/** Whether the last day is before the first; then the last is ignored. */
export function periodRunsBack({ od, do: until }: FilterWords): boolean {
  return Boolean(od && until && DATE.test(od) && DATE.test(until) && od > until);
}

/** The address of the list with this filter. */
export function filterPath(words: FilterWords): string {
  return withQuery(PATHS.documents, words);
}
