import {
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  startAuthentication,
  startRegistration,
} from "@simplewebauthn/browser";

import { type Answer, answer, client, type CurrentSession, NO_BODY, signedIn } from "./client";
import { Failure } from "./failure";
import type { components } from "./schema";

export type Passkey = components["schemas"]["Passkey"];

/** Passkeys (WebAuthn), between the portal and what the browser or a device keeps. Each throws a Failure. */
export const passkeyApi = {
  list: (signal?: AbortSignal) => signedIn(client.GET("/api/auth/passkeys", { signal })),
  remove: (id: string) =>
    signedIn(client.DELETE("/api/auth/passkeys/{passkey_id}", { params: { path: { passkey_id: id } } })),
  async add(name: string) {
    const { data } = await signedIn(client.POST("/api/auth/passkeys/options", NO_BODY));
    const optionsJSON = data.options as unknown as PublicKeyCredentialCreationOptionsJSON;
    const credential = { ...(await byDevice(startRegistration({ optionsJSON }))) };
    return signedIn(client.POST("/api/auth/passkeys", { body: { name, credential } }));
  },
  /** Shows a passkey of the account in place of the password. */
  async confirm() {
    const { data } = await signedIn(client.POST("/api/auth/reauthentications/challenges", NO_BODY));
    const optionsJSON = data.options as unknown as PublicKeyCredentialRequestOptionsJSON;
    const credential = { ...(await byDevice(startAuthentication({ optionsJSON }))) };
    return signedIn(client.POST("/api/auth/reauthentications/passkeys", { body: { credential } }));
  },
  async signIn(): Promise<Answer<CurrentSession>> {
    const { data } = await answer(client.POST("/api/auth/passkeys/challenges", NO_BODY));
    const optionsJSON = data.options as unknown as PublicKeyCredentialRequestOptionsJSON;
    const credential = { ...(await byDevice(startAuthentication({ optionsJSON }))) };
    return answer(client.POST("/api/auth/passkeys/sessions", { body: { credential } }));
  },
};

/** The answer of the device. Browsers report cancelling, a timeout and a missing passkey alike. */
async function byDevice<T>(ceremony: Promise<T>): Promise<T> {
  try {
    return await ceremony;
  } catch (error) {
    const known = error instanceof Error && error.name === "InvalidStateError";
    throw new Failure(known ? "passkey_known" : "passkey_failed");
  }
}
