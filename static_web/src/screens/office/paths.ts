/** The office's addresses; all of them begin with /bok. */
export const OFFICE = {
  queue: "/bok",
  entry: "/bok/wejscie",
  search: "/bok/szukaj",
  templates: "/bok/wzory",
  lead: "/bok/kierownik",
  leadFigures: "/bok/kierownik/miesiace",
  leadTerms: "/bok/kierownik/regulamin",
  leadBreak: "/bok/kierownik/przerwa",
  leadQuarantine: "/bok/kierownik/kwarantanna",
  leadDeeds: "/bok/kierownik/dziennik",
  customers: "/bok/klienci",
  customer: "/bok/klienci/:customer",
  ticket: "/bok/zgloszenia/:customer/:ticket",
} as const;

export function ticketPath(customer: string, ticket: string): string {
  return `/bok/zgloszenia/${encodeURIComponent(customer)}/${encodeURIComponent(ticket)}`;
}

export function customerPath(customer: string): string {
  return `${OFFICE.customers}/${encodeURIComponent(customer)}`;
}
