import { useEffect, useState } from "preact/hooks";

import { PATHS } from "../../paths";

const LINKED: string[] = [PATHS.activate, PATHS.confirmEmail, PATHS.undoEmail];

let held = { path: "", token: "" };

/** Takes the token out of a mailed link's fragment and out of the address bar and history, at once. */
export function takeLinkToken(): void {
  if (!LINKED.includes(location.pathname) || location.hash.length < 2) return;
  held = { path: location.pathname, token: location.hash.slice(1).replace(/^token=/, "") };
  history.replaceState(null, "", location.pathname);
}

/** The token of the link this screen was opened with, kept in memory only; a link opened later replaces it. */
export function useLinkToken(path: string): string {
  const [current, setCurrent] = useState(held);
  useEffect(() => {
    const opened = () => {
      takeLinkToken();
      setCurrent(held);
    };
    addEventListener("hashchange", opened);
    return () => removeEventListener("hashchange", opened);
  }, []);
  return current.path === path ? current.token : "";
}

/** Forgets the token once it has served. */
export function forgetLinkToken(): void {
  held = { path: "", token: "" };
}
