import { PATHS } from "../paths";

let token = "";

/** Takes the token out of the link's fragment and out of the address bar and history, at once. */
export function takeActivationToken(): void {
  if (location.pathname !== PATHS.activate || location.hash.length < 2) return;
  token = decodeURIComponent(location.hash.slice(1).replace(/^token=/, ""));
  history.replaceState(null, "", PATHS.activate);
}

/** The token of the link this page was opened with, kept in memory only. */
export function activationToken(): string {
  return token;
}
