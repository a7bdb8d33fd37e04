import { client, signedIn } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type ServiceRow = Schemas["ServiceRow"];
export type ServiceDetails = Schemas["ServiceDetails"];
export type ServiceField = Schemas["ServiceField"];
export type ServiceChoice = Schemas["ServiceChoice"];
export type OrderSummary = Schemas["OrderSummary"];
type NewOrder = Schemas["NewOrder"];
export type OrderState = NonNullable<Schemas["TicketRow"]["orderState"]>;
export type OrderDetails = Schemas["OrderDetails"];
export type PlannedInstalment = Schemas["PlannedInstalment"];
export type Answer = NonNullable<NewOrder["answers"]>[string];
type Locale = "pl" | "en" | "uk";

/** The operations of ordering services; each throws a Failure and nothing else. */
export const servicesApi = {
  list: (locale: Locale, signal?: AbortSignal) => signedIn(client.GET("/api/tickets/services", { params: { query: { locale } }, signal })),
  one: (kind: string, locale: Locale, signal?: AbortSignal) =>
    signedIn(client.GET("/api/tickets/services/{kind}", { params: { path: { kind }, query: { locale } }, signal })),
  summary: (body: Schemas["OrderContent"], locale: Locale) =>
    signedIn(client.POST("/api/tickets/orders/summaries", { params: { query: { locale } }, body })),
  order: (body: NewOrder, locale: Locale) => signedIn(client.POST("/api/tickets/orders", { params: { query: { locale } }, body })),
};
