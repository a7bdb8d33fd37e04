import { useEffect, useState } from "preact/hooks";

import { PATHS } from "../../paths";
import { tokenOf } from "./token-shape";

const LINKED: string[] = [PATHS.activate, PATHS.confirmEmail, PATHS.undoEmail, PATHS.unsubscribe, PATHS.invitation];

let held = { path: "", token: "" };

/** Reads the token of a mailed link and removes it from the address bar and history at once. */
export function takeLinkToken(): void {
  const found = tokenOf(location.pathname + location.search + location.hash, LINKED);
  if (!found) return;
  held = found;
  history.replaceState(null, "", found.path);
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

/** Forgets the token once it was used. */
export function forgetLinkToken(): void {
  held = { path: "", token: "" };
}
