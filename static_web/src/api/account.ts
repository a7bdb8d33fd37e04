import { answer, client, NO_BODY, signedIn } from "./client";
import type { components } from "./schema";

type Schemas = components["schemas"];
export type AccountDetails = Schemas["AccountDetails"];
export type AccountData = Schemas["AccountData"];
export type OwnSession = Schemas["OwnSession"];
export type SignInEntry = Schemas["SignInEntry"];
export type KeyUse = Schemas["KeyUse"];
export type TotpSetup = Schemas["TotpSetup"];
export type DeviceName = Schemas["DeviceName"];

/** The operations of account recovery and of the account; each throws a Failure and nothing else. */
export const accountApi = {
  recoverPassword: (login: string) => answer(client.POST("/api/auth/password-recoveries", { body: { login } })),
  remindLogin: (email: string) => answer(client.POST("/api/auth/login-reminders", { body: { email } })),
  passSecondStep: (code: string) => answer(client.POST("/api/auth/second-steps", { body: { code } })),
  acceptTerms: (version: string) => answer(client.POST("/api/auth/terms-acceptances", { body: { version } })),
  setPassword: (newPassword: string, currentPassword?: string) =>
    answer(client.PUT("/api/auth/password", { body: { newPassword, ...(currentPassword && { currentPassword }) } })),
  confirmEmail: (token: string) => answer(client.POST("/api/auth/email-confirmations", { body: { token } })),
  undoEmail: (token: string) => answer(client.POST("/api/auth/email-undos", { body: { token } })),

  details: (signal?: AbortSignal) => signedIn(client.GET("/api/auth/account", { signal })),
  reauthenticate: (password: string) => signedIn(client.POST("/api/auth/reauthentications", { body: { password } })),
  changeEmail: (email: string) => signedIn(client.POST("/api/auth/email-changes", { body: { email } })),
  changeLogin: (login: string) => signedIn(client.PUT("/api/auth/login", { body: { login } })),
  beginSecondStep: () => signedIn(client.POST("/api/auth/totp", NO_BODY)),
  confirmSecondStep: (code: string) => signedIn(client.POST("/api/auth/totp/confirmations", { body: { code } })),
  renewRecoveryCodes: () => signedIn(client.POST("/api/auth/totp/recovery-codes", NO_BODY)),
  removeSecondStep: () => signedIn(client.DELETE("/api/auth/totp")),
  sessions: (signal?: AbortSignal) => signedIn(client.GET("/api/auth/sessions", { signal })),
  endSession: (id: string) =>
    signedIn(client.DELETE("/api/auth/sessions/{session_id}", { params: { path: { session_id: id } } })),
  endOtherSessions: () => signedIn(client.DELETE("/api/auth/sessions")),
  signIns: (signal?: AbortSignal) => signedIn(client.GET("/api/auth/sign-ins", { signal })),
  data: () => signedIn(client.POST("/api/auth/account/data", NO_BODY)),
  askToClose: () => signedIn(client.POST("/api/auth/account/closing", NO_BODY)),
  declineLoginOffer: () => signedIn(client.DELETE("/api/auth/login-offer")),
  keepOpen: () => signedIn(client.DELETE("/api/auth/account/closing")),
};
