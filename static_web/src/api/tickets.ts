import { client, NO_BODY, signedIn } from "./client";
import type { components } from "./schema";
import { sentFile } from "./upload";

type Schemas = components["schemas"];
export type TicketRow = Schemas["TicketRow"];
export type TicketPage = Schemas["TicketPage"];
export type TicketDetails = Schemas["TicketDetails"];
export type ThreadMessage = Schemas["ThreadMessage"];
export type TicketState = TicketRow["state"];
export type NewTicket = Schemas["NewTicket"];
export type About = Schemas["About"];
export type Subject = Schemas["OfferedSubject"];
/** The subjects of tickets, and the times of callbacks. */
export type Offered = Schemas["Subjects"];
export type Draft = Schemas["Draft"];
export type StoredDraft = Schemas["StoredDraft"];
type AttachedFile = Schemas["AttachedFile"];
type Locale = "pl" | "en" | "uk";

/** The filter of the list of tickets; the API takes several states. */
export interface TicketQuery {
  state?: TicketState[];
  q?: string;
  after?: string;
}

const PAGE_SIZE = 20;
const at = (id: string) => ({ params: { path: { ticket_id: id } } });

/** The operations of writing to the office; each throws a Failure and nothing else. */
export const ticketsApi = {
  list: (query: TicketQuery, signal?: AbortSignal) =>
    signedIn(client.GET("/api/tickets", { params: { query: { ...query, limit: PAGE_SIZE } }, signal })),
  subjects: (locale: Locale, signal?: AbortSignal) =>
    signedIn(client.GET("/api/tickets/subjects", { params: { query: { locale } }, signal })),
  ticket: (id: string, signal?: AbortSignal) => signedIn(client.GET("/api/tickets/{ticket_id}", { ...at(id), signal })),
  open: (body: NewTicket, locale: Locale) => signedIn(client.POST("/api/tickets", { params: { query: { locale } }, body })),
  reply: (id: string, body: Schemas["NewMessage"]) =>
    signedIn(client.POST("/api/tickets/{ticket_id}/messages", { ...at(id), body })),
  close: (id: string) => signedIn(client.POST("/api/tickets/{ticket_id}/closings", { ...at(id), ...NO_BODY })),
  reopen: (id: string) => signedIn(client.POST("/api/tickets/{ticket_id}/reopenings", { ...at(id), ...NO_BODY })),
  rate: (id: string, stars: number, comment: string) =>
    signedIn(client.POST("/api/tickets/{ticket_id}/ratings", { ...at(id), body: { stars, comment } })),
  drafts: (signal?: AbortSignal) => signedIn(client.GET("/api/tickets/drafts", { signal })),
  saveDraft: (id: string, body: Draft) =>
    signedIn(client.PUT("/api/tickets/drafts/{draft_id}", { params: { path: { draft_id: id } }, body })),
  dropDraft: (id: string) => signedIn(client.DELETE("/api/tickets/drafts/{draft_id}", { params: { path: { draft_id: id } } })),
  files: (id: string, signal?: AbortSignal) => signedIn(client.GET("/api/tickets/{ticket_id}/attachments", { ...at(id), signal })),
  dropFile: (id: string, file: string) =>
    signedIn(
      client.DELETE("/api/tickets/{ticket_id}/attachments/{attachment_id}", {
        params: { path: { ticket_id: id, attachment_id: file } },
      }),
    ),
  /** Uploads a file under an id chosen here; `onProgress` gets the part uploaded (0 to 1). */
  addFile: (id: string, file: string, content: File, onProgress: (part: number) => void) =>
    signedIn(
      sentFile<AttachedFile>(`${fileAddress(id)}?id=${file}`, content, onProgress, { "X-File-Name": encodeURIComponent(content.name) }),
    ),
};

/** The address of a ticket's file, for a link that saves it; without a file that of all. */
export function fileAddress(ticket: string, file?: string): string {
  return `/api/tickets/${encodeURIComponent(ticket)}/attachments${file ? `/${encodeURIComponent(file)}` : ""}`;
}

/** The address of the answer as a PDF, of one message or the latest. */
export function answerAddress(ticket: string, message: string): string {
  return `/api/tickets/${encodeURIComponent(ticket)}/answer.pdf?message=${encodeURIComponent(message)}`;
}

/** The address of the correspondence for the Coordinator; the amount in dispute in grosze, where it is known. */
export function coordinatorAddress(ticket: string, amount: number | undefined): string {
  return `/api/tickets/${encodeURIComponent(ticket)}/coordinator.pdf${amount === undefined ? "" : `?amount=${amount}`}`;
}
