import { filePrefix } from "brand:core";
import { client, signedIn } from "./client";
import { fetchedInPieces, save } from "./pieces";
import type { components, paths } from "./schema";

type Schemas = components["schemas"];
export type BookedPayment = Schemas["BookedPayment"];
export type Transfer = Schemas["Transfer"];
export type Statement = Schemas["Statement"];
export type OnlinePayment = Schemas["OnlinePayment"];
export type OpenOnlinePayment = Schemas["OpenOnlinePayment"];
export type OnlinePaymentRequest = Schemas["OnlinePaymentRequest"];
export type DocumentQuery = NonNullable<paths["/api/billing/documents"]["get"]["parameters"]["query"]>;

/** The operations of documents, payments and paying; each throws a Failure and nothing else. */
export const billingApi = {
  documents: (query: DocumentQuery, signal?: AbortSignal) =>
    signedIn(client.GET("/api/billing/documents", { params: { query }, signal })),
  document: (id: string, signal?: AbortSignal) =>
    signedIn(client.GET("/api/billing/documents/{document_id}", { params: { path: { document_id: id } }, signal })),
  payments: (after?: string, signal?: AbortSignal) =>
    signedIn(client.GET("/api/billing/payments", { params: { query: { limit: 20, ...(after && { after }) } }, signal })),
  statement: (from: string, to: string, signal?: AbortSignal) =>
    signedIn(client.GET("/api/billing/statement", { params: { query: { from, to } }, signal })),
  transferOfBalance: (signal?: AbortSignal) =>
    signedIn(client.GET("/api/billing/transfer", { params: { query: { balance: true } }, signal })),
  beginPayment: (request: OnlinePaymentRequest, key: string) =>
    signedIn(client.POST("/api/billing/online-payments", { body: request, params: { header: { "Idempotency-Key": key } } })),
  onlinePayment: (id: string, signal?: AbortSignal) =>
    signedIn(client.GET("/api/billing/online-payments/{payment_id}", { params: { path: { payment_id: id } }, signal })),
  callOffPayment: (id: string) =>
    signedIn(client.DELETE("/api/billing/online-payments/{payment_id}", { params: { path: { payment_id: id } } })),
};

/**
 * Has the archive of these documents' PDFs made, and saves it: by a link to where it is stored, or where browsers
 * cannot reach that, piece by piece from the portal.
 */
export async function saveArchive(ids: string[]): Promise<void> {
  const { url } = (await signedIn(client.POST("/api/billing/archives", { body: { ids } }))).data;
  if (url.startsWith("/")) save(await fetchedInPieces(url), `${filePrefix}-dokumenty.zip`);
  else window.location.assign(url);
}

/** The address of a file from the billing API, for a link. */
export function fileAddress(path: string, query: Record<string, string | string[] | undefined> = {}): string {
  const parts = Object.keys(query).map((name) => {
    const value = query[name];
    const values = value === undefined ? [] : Array.isArray(value) ? value : [value];
    return values.map((one) => `${name}=${encodeURIComponent(one)}`);
  });
  const search = ([] as string[]).concat(...parts).join("&");
  return `/api/billing/${path}${search && `?${search}`}`;
}
