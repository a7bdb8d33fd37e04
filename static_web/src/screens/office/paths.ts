/** The office's addresses; all of them begin with /bok. */
export const OFFICE = {
  queue: "/bok",
  entry: "/bok/wejscie",
  ticket: "/bok/zgloszenia/:customer/:ticket",
} as const;

export function ticketPath(customer: string, ticket: string): string {
  return `/bok/zgloszenia/${encodeURIComponent(customer)}/${encodeURIComponent(ticket)}`;
}
