import { answer, client, signedIn } from "./client";
import type { components } from "./schema";

export type MailPreferences = components["schemas"]["MailPreferences"];
export type ApiKey = components["schemas"]["ApiKeyRow"];
export type MadeApiKey = components["schemas"]["MadeApiKey"];
export type ApiScope = ApiKey["scopes"][number];
type Schemas = components["schemas"];
export type Profile = Schemas["Profile"];
export type PostalAddress = Schemas["PostalAddress"];
export type ContactChange = Schemas["ContactChange"];
export type Consents = Schemas["Consents"];
export type MyChange = Schemas["MyChange"];
export type DocumentKind = Profile["delivery"][number]["kind"];
export type Person = Schemas["Person"];
export type People = Schemas["People"];
type NewPerson = Schemas["NewPerson"];
export type Role = Person["role"];
export type Customers = Schemas["Customers"];
export type CustomerRow = Schemas["CustomerRow"];
export type AccessPage = Schemas["AccessPage"];
export type Access = AccessPage["items"][number];
export type InvitationLook = Schemas["InvitationLook"];
type InvitedAccount = Schemas["InvitedAccount"];

/** A change is made to the version that was shown (If-Match), and once only under its idempotency key. */
const over = (version: string, key: string) => ({ header: { "If-Match": version, "Idempotency-Key": key } });

/** The operations of customer data, consents and access; each throws a Failure and nothing else. */
export const profileApi = {
  mailPreferences: (signal?: AbortSignal) => signedIn(client.GET("/api/profile/mail-preferences", { signal })),
  changeMailPreferences: (preferences: MailPreferences) => signedIn(client.PUT("/api/profile/mail-preferences", { body: preferences })),
  /** By the token of a link in a mail; works without a session. */
  unsubscribe: (token: string) => answer(client.POST("/api/profile/unsubscriptions", { params: { query: { token } } })),
  apiKeys: (signal?: AbortSignal) => signedIn(client.GET("/api/profile/api-keys", { signal })),
  makeApiKey: (name: string, scopes: ApiScope[]) => signedIn(client.POST("/api/profile/api-keys", { body: { name, scopes } })),
  endApiKey: (id: string) => signedIn(client.DELETE("/api/profile/api-keys/{key_id}", { params: { path: { key_id: id } } })),
  profile: (signal?: AbortSignal) => signedIn(client.GET("/api/profile", { signal })),
  changeContact: (body: ContactChange, version: string, key: string) =>
    signedIn(client.PUT("/api/profile/contact", { body, params: over(version, key) })),
  changeDelivery: (kind: DocumentKind, electronic: boolean, version: string, key: string) =>
    signedIn(client.PUT("/api/profile/delivery", { body: { items: [{ kind, electronic }] }, params: over(version, key) })),
  consents: (signal?: AbortSignal) => signedIn(client.GET("/api/profile/consents", { signal })),
  changeConsent: (consent: string, granted: boolean, version: string, key: string) =>
    signedIn(client.PUT("/api/profile/consents", { body: { items: [{ key: consent, granted }] }, params: over(version, key) })),
  people: (signal?: AbortSignal) => signedIn(client.GET("/api/profile/people", { signal })),
  invite: (body: NewPerson, key: string) =>
    signedIn(client.POST("/api/profile/people", { body, params: { header: { "Idempotency-Key": key } } })),
  changePerson: (id: string, body: Schemas["PersonScope"]) =>
    signedIn(client.PUT("/api/profile/people/{person_id}", { body, params: { path: { person_id: id } } })),
  /** Gives up the access to a customer. */
  leave: (id: string) => signedIn(client.DELETE("/api/profile/customers/{customer_id}", { params: { path: { customer_id: id } } })),
  endPerson: (id: string) => signedIn(client.DELETE("/api/profile/people/{person_id}", { params: { path: { person_id: id } } })),
  accessLog: (after?: string, signal?: AbortSignal) =>
    signedIn(client.GET("/api/profile/access-log", { params: { query: { after: after ?? null } }, signal })),
  customers: (signal?: AbortSignal) => signedIn(client.GET("/api/profile/customers", { signal })),
  choose: (id: string) => signedIn(client.PUT("/api/profile/customers/current", { body: { id } })),
  invitation: (token: string, signal?: AbortSignal) =>
    answer(client.POST("/api/profile/invitations/looks", { body: { token }, signal })),
  acceptInvitation: (token: string) => signedIn(client.POST("/api/profile/invitations/acceptances", { body: { token } })),
  openInvited: (body: InvitedAccount) => answer(client.POST("/api/auth/invited-accounts", { body })),
};
