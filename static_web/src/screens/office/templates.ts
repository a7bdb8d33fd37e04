import { plainDate } from "../../i18n/format";
import type { Clerk, OfficeTicket } from "./api";

/** A template's text with its variables filled; one nobody fills stays as it is, for the clerk to see. */
export function filled(template: string, ticket: OfficeTicket, clerk: Clerk): string {
  const values: Record<string, string> = {
    klient: ticket.customer.name,
    numer: ticket.number,
    temat: ticket.subjectName,
    termin: plainDate(ticket.dueOn),
    konsultant: clerk.name.split(" ")[0] ?? "",
  };
  return template.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.prototype.hasOwnProperty.call(values, name) ? (values[name] ?? whole) : whole,
  );
}
