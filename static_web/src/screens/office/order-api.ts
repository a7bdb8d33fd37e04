import { answer, client } from "../../api/client";
import type { components } from "../../api/schema";
import type { Place } from "./api";

type Schemas = components["schemas"];
export type OfficeOrder = Schemas["OfficeOrder"];

const at = ({ customer, ticket }: Place) => ({ path: { customer_id: customer, ticket_id: ticket } });
const ORDER = "/api/staff/tickets/{customer_id}/{ticket_id}/order";

/** The operations of orders at the desk; each throws a Failure and nothing else. */
export const orderApi = {
  order: (place: Place, signal?: AbortSignal) => answer(client.GET(ORDER, { params: at(place), signal })),
  decide: (place: Place, body: Schemas["OrderDecision"]) => answer(client.POST(`${ORDER}/decisions`, { params: at(place), body })),
};
