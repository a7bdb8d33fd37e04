import type { TicketQuery, TicketState } from "../../../api/tickets";
import { PATHS, withQuery } from "../../../paths";

/** The filter as it stands in the address, in Polish like the address itself. */
export type FilterWords = Partial<Record<"stan" | "szukaj", string>>;

export const STATES: Record<string, TicketState> = {
  "u-nas": "with_office",
  "u-ciebie": "with_customer",
  odpowiedziane: "answered",
  zamkniete: "closed",
};

/** What to ask the API; a word of the address that means nothing is left out. */
export function queryOf({ stan, szukaj }: FilterWords): TicketQuery {
  const state = stan && Object.prototype.hasOwnProperty.call(STATES, stan) ? STATES[stan] : undefined;
  return { ...(state && { state: [state] }), ...(szukaj && { q: szukaj.slice(0, 60) }) };
}

/** The address of the list with this filter. */
export function filterPath({ stan, szukaj }: FilterWords): string {
  return withQuery(PATHS.tickets, { stan, szukaj });
}

let shown: string = PATHS.tickets;

/** Remembers the list as it was shown, to lead back there. */
export function rememberList(path: string): void {
  shown = path;
}

/** Where the list was left, or the whole of it. */
export const listPath = () => shown;
