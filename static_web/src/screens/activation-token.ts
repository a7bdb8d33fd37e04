import { useEffect, useState } from "preact/hooks";

import { PATHS } from "../paths";

let token = "";

/** Takes the token out of the link's fragment and out of the address bar and history, at once. */
export function takeActivationToken(): void {
  if (location.pathname !== PATHS.activate || location.hash.length < 2) return;
  token = location.hash.slice(1).replace(/^token=/, "");
  history.replaceState(null, "", PATHS.activate);
}

/** The token of the link this page was opened with, kept in memory only; a link opened later replaces it. */
export function useActivationToken(): string {
  const [current, setCurrent] = useState(token);
  useEffect(() => {
    const opened = () => {
      takeActivationToken();
      setCurrent(token);
    };
    addEventListener("hashchange", opened);
    return () => removeEventListener("hashchange", opened);
  }, []);
  return current;
}

/** Forgets the token once it has served. */
export function forgetActivationToken(): void {
  token = "";
}
