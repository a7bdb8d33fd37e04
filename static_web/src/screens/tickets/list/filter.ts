import type { TicketQuery, TicketState } from "../../../api/tickets";
import { PATHS, withQuery } from "../../../paths";

/** The query parameters of the filter, in Polish like the address itself. */
export type FilterWords = Partial<Record<"stan" | "szukaj", string>>;

export const STATES: Record<string, TicketState> = {
  "u-nas": "with_office",
  "u-ciebie": "with_customer",
  odpowiedziane: "answered",
  zamkniete: "closed",
};

/** The query of the API; unknown values in the address are ignored. */
export function queryOf({ stan, szukaj }: FilterWords): TicketQuery {
  const state = stan && Object.prototype.hasOwnProperty.call(STATES, stan) ? STATES[stan] : undefined;
  return { ...(state && { state: [state] }), ...(szukaj && { q: szukaj.slice(0, 60) }) };
}

/** The address of the list with this filter. */
export function filterPath({ stan, szukaj }: FilterWords): string {
  return withQuery(PATHS.tickets, { stan, szukaj });
}

let shown: string = PATHS.tickets;

/** Remembers the address of the list, for the back link. */
export function rememberList(path: string): void {
  shown = path;
}

/** The address of the list as it was last shown. */
export const listPath = () => shown;
