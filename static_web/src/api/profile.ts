import { answer, client, signedIn } from "./client";
import type { components } from "./schema";

export type MailPreferences = components["schemas"]["MailPreferences"];
export type ApiKey = components["schemas"]["ApiKeyRow"];
export type MadeApiKey = components["schemas"]["MadeApiKey"];
export type ApiScope = ApiKey["scopes"][number];

/** The operations of what we know of a person; each throws a Failure and nothing else. */
export const profileApi = {
  mailPreferences: (signal?: AbortSignal) => signedIn(client.GET("/api/profile/mail-preferences", { signal })),
  changeMailPreferences: (wish: MailPreferences) => signedIn(client.PUT("/api/profile/mail-preferences", { body: wish })),
  /** Of the link in a mail; works without a session. */
  unsubscribe: (token: string) => answer(client.POST("/api/profile/unsubscriptions", { params: { query: { token } } })),
  apiKeys: (signal?: AbortSignal) => signedIn(client.GET("/api/profile/api-keys", { signal })),
  makeApiKey: (name: string, scopes: ApiScope[]) => signedIn(client.POST("/api/profile/api-keys", { body: { name, scopes } })),
  endApiKey: (id: string) => signedIn(client.DELETE("/api/profile/api-keys/{key_id}", { params: { path: { key_id: id } } })),
};
