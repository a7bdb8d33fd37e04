import { type Answer, answer, client, NO_BODY, ofSession, type Outcome, showSession } from "../../api/client";
import type { components, operations } from "../../api/schema";
import { sentFile } from "../../api/upload";
import type { FileStore } from "../../components/files/use-files";

type Schemas = components["schemas"];
export type Clerk = Schemas["CurrentClerk"];
export type OfficeClerk = Schemas["OfficeClerk"];
export type QueueRow = Schemas["QueueRow"];
export type QueueCounts = Schemas["QueueCounts"];
export type Present = Schemas["PresentClerk"];
export type OfficeTicket = Schemas["OfficeTicket"];
export type OfficeMessage = Schemas["OfficeMessage"];
export type OfficeFile = Schemas["OfficeFile"];
export type OfficeNote = Schemas["OfficeNote"];
export type OfficeEvent = Schemas["OfficeEvent"];
export type CustomerCard = Schemas["CustomerCard"];
export type OtherTicket = Schemas["OtherTicket"];
export type ReplyTemplate = Schemas["ReplyTemplate"];
export type StoredDraft = Schemas["StoredOfficeDraft"];
export type Outcome_ = NonNullable<Schemas["NewReply"]["outcome"]>;
export type QueueQuery = NonNullable<operations["queue_get_api_staff_queue_get"]["parameters"]["query"]>;
export type SearchQuery = NonNullable<operations["tickets_get_api_staff_tickets_get"]["parameters"]["query"]>;
export type FoundTicket = Schemas["FoundTicket"];
export type FoundCustomers = Schemas["FoundCustomers"];
export type RefusedRegistration = Schemas["RefusedRegistration"];
export type OfficeCustomer = Schemas["OfficeCustomer"];
export type Help = "recoveries" | "unlocks" | "session-endings";
export type Form = "reply" | "note";

/** A ticket by the ids of its customer and itself. */
export interface TicketKey {
  customer: string;
  ticket: string;
}

let onGone: () => void = () => undefined;

/** Calls `listener` when an answer says that the clerk's session is over. */
export function watchOffice(listener: () => void): void {
  onGone = listener;
}

/** The answer of a clerk's call; throws a Failure and nothing else. */
export function office<T>(call: Promise<Outcome<T>>): Promise<Answer<T>> {
  return ofSession(call, (moment) => {
    if (moment === "missing" || moment === "changed") onGone();
  });
}

const at = ({ customer, ticket }: TicketKey) => ({ path: { customer_id: customer, ticket_id: ticket } });
const TICKET = "/api/staff/tickets/{customer_id}/{ticket_id}";

/** The operations of the office; each throws a Failure and nothing else. */
export const officeApi = {
  begin: () => answer(client.POST("/api/staff/sign-ins", NO_BODY)),
  enter: async (body: Schemas["EntraAnswer"]) => known(await answer(client.POST("/api/staff/sessions", { body }))),
  current: async () => known(await answer(client.GET("/api/staff/sessions/current"))),
  signOut: () => answer(client.DELETE("/api/staff/sessions/current")),

  queue: (query: QueueQuery, signal?: AbortSignal) => office(client.GET("/api/staff/queue", { params: { query }, signal })),
  counts: (signal?: AbortSignal) => office(client.GET("/api/staff/queue/counts", { signal })),
  everywhere: (signal?: AbortSignal) => office(client.GET("/api/staff/presence", { signal })),
  clerks: (signal?: AbortSignal) => office(client.GET("/api/staff/clerks", { signal })),
  templates: (signal?: AbortSignal) => office(client.GET("/api/staff/reply-templates", { signal })),
  saveTemplates: (body: Schemas["NewReplyTemplates"]) => office(client.PUT("/api/staff/reply-templates", { body })),
  templateVersions: (signal?: AbortSignal) => office(client.GET("/api/staff/reply-templates/versions", { signal })),
  search: (query: SearchQuery, signal?: AbortSignal) => office(client.GET("/api/staff/tickets", { params: { query }, signal })),

  findCustomers: (text: string) => office(client.POST("/api/staff/customers/searches", { body: { text } })),
  findRegistrations: (text: string) => office(client.POST("/api/staff/registrations/searches", { body: { text } })),
  customer: (id: string, signal?: AbortSignal) =>
    office(client.GET("/api/staff/customers/{customer_id}", { params: { path: { customer_id: id } }, signal })),
  view: (id: string, reason: string) =>
    office(client.POST("/api/staff/customers/{customer_id}/views", { params: { path: { customer_id: id } }, body: { reason } })),
  help: (id: string, what: Help, reason: string) =>
    office(client.POST(`/api/staff/customers/{customer_id}/${what}`, { params: { path: { customer_id: id } }, body: { reason } })),

  ticket: (ticketKey: TicketKey, signal?: AbortSignal) => office(client.GET(TICKET, { params: at(ticketKey), signal })),
  assign: (ticketKey: TicketKey, clerkId: string | null, revision: number) =>
    office(client.PUT(`${TICKET}/assignee`, { params: at(ticketKey), body: { clerkId, revision } })),
  reply: (ticketKey: TicketKey, body: Schemas["NewReply"]) => office(client.POST(`${TICKET}/replies`, { params: at(ticketKey), body })),
  takeBack: (ticketKey: TicketKey, reply: string) =>
    office(client.DELETE(`${TICKET}/replies/{reply_id}`, { params: { path: { ...at(ticketKey).path, reply_id: reply } } })),
  note: (ticketKey: TicketKey, body: Schemas["NewNote"]) => office(client.POST(`${TICKET}/notes`, { params: at(ticketKey), body })),
  complain: (ticketKey: TicketKey) => office(client.POST(`${TICKET}/complaints`, { ...NO_BODY, params: at(ticketKey) })),
  hold: (ticketKey: TicketKey) => office(client.POST(`${TICKET}/supply-holds`, { ...NO_BODY, params: at(ticketKey) })),
  liftHold: (ticketKey: TicketKey, reason: string) =>
    office(client.POST(`${TICKET}/supply-hold-lifts`, { params: at(ticketKey), body: { reason } })),
  letterSent: (ticketKey: TicketKey, way: "post" | "phone", revision: number) =>
    office(client.POST(`${TICKET}/letters`, { params: at(ticketKey), body: { way, revision } })),
  close: (ticketKey: TicketKey) => office(client.POST(`${TICKET}/closings`, { ...NO_BODY, params: at(ticketKey) })),
  merge: (ticketKey: TicketKey, into: string) => office(client.POST(`${TICKET}/merges`, { params: at(ticketKey), body: { into } })),
  draft: (ticketKey: TicketKey, form: Form, signal?: AbortSignal) =>
    office(client.GET(`${TICKET}/drafts/{form}`, { params: { path: { ...at(ticketKey).path, form } }, signal })),
  saveDraft: (ticketKey: TicketKey, form: Form, text: string, revision: number) =>
    office(client.PUT(`${TICKET}/drafts/{form}`, { params: { path: { ...at(ticketKey).path, form } }, body: { text, revision } })),
  /** The files of one of the two forms until it is sent. */
  files: (ticketKey: TicketKey, form: Form): FileStore => ({
    list: (signal) =>
      office(client.GET(`${TICKET}/drafts/{form}/attachments`, { params: { path: { ...at(ticketKey).path, form } }, signal })),
    add: (id, content, onProgress) =>
      office(
        sentFile<OfficeFile>(`${draftFiles(ticketKey, form)}?id=${id}`, content, onProgress, {
          "X-File-Name": encodeURIComponent(content.name),
        }),
      ),
    drop: (id) =>
      office(
        client.DELETE(`${TICKET}/drafts/{form}/attachments/{attachment_id}`, {
          params: { path: { ...at(ticketKey).path, form, attachment_id: id } },
        }),
      ),
  }),
  present: (ticketKey: TicketKey, writing: boolean) =>
    office(client.PUT(`${TICKET}/presence`, { params: at(ticketKey), body: { writing } })),
  leave: (ticketKey: TicketKey) => office(client.DELETE(`${TICKET}/presence`, { params: at(ticketKey) })),
};

/** The address of a customer's file, for a link that saves it. */
export function fileAddress({ customer, ticket }: TicketKey, file: string): string {
  return `/api/staff/tickets/${[customer, ticket, "attachments", file].map(encodeURIComponent).join("/")}`;
}

function draftFiles({ customer, ticket }: TicketKey, form: Form): string {
  return `/api/staff/tickets/${[customer, ticket, "drafts", form, "attachments"].map(encodeURIComponent).join("/")}`;
}

/** Makes every later call name the session the page shows. */
function known(entered: Answer<Clerk>): Answer<Clerk> {
  showSession(entered.data.id);
  return entered;
}

/** An id nobody else makes. */
export function newId(): string {
  const bytes = new Uint8Array(16);
  crypto.getRandomValues(bytes);
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
