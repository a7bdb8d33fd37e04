import { plainDate } from "../../i18n/format";
import type { Clerk, OfficeTicket, ReplyTemplate } from "./api";

/** A template's text in the customer's language with its variables filled in; unknown variables stay, for the clerk to see. */
export function filled(template: ReplyTemplate, ticket: OfficeTicket, clerk: Clerk): string {
  const values: Record<string, string> = {
    klient: ticket.customer.name,
    numer: ticket.number,
    temat: ticket.subjectName,
    termin: plainDate(ticket.dueOn),
    konsultant: clerk.name.split(" ")[0] ?? "",
  };
  const text = template.text[ticket.locale] ?? template.text["pl"] ?? "";
  return text.replace(/\{(\w+)\}/g, (whole, name: string) =>
    Object.prototype.hasOwnProperty.call(values, name) ? (values[name] ?? whole) : whole,
  );
}
