import { answer, client } from "../../api/client";
import type { components } from "../../api/schema";
import type { TicketKey } from "./api";

type Schemas = components["schemas"];
export type OfficeOrder = Schemas["OfficeOrder"];

const at = ({ customer, ticket }: TicketKey) => ({ path: { customer_id: customer, ticket_id: ticket } });
const ORDER = "/api/staff/tickets/{customer_id}/{ticket_id}/order";

/** The operations of orders at the desk; each throws a Failure and nothing else. */
export const orderApi = {
  order: (ticketKey: TicketKey, signal?: AbortSignal) => answer(client.GET(ORDER, { params: at(ticketKey), signal })),
  decide: (ticketKey: TicketKey, body: Schemas["OrderDecision"]) => answer(client.POST(`${ORDER}/decisions`, { params: at(ticketKey), body })),
};
