import { client, signedIn } from "./client";
import type { components } from "./schema";

export type MailPreferences = components["schemas"]["MailPreferences"];

/** The operations of what we know of a person; each throws a Failure and nothing else. */
export const profileApi = {
  mailPreferences: (signal?: AbortSignal) => signedIn(client.GET("/api/profile/mail-preferences", { signal })),
  changeMailPreferences: (wish: MailPreferences) => signedIn(client.PUT("/api/profile/mail-preferences", { body: wish })),
};
