import { PATHS } from "../paths";

const KEY = "mojbok.session";
const GUEST_PATHS: string[] = [PATHS.signIn, PATHS.register, PATHS.activate, PATHS.forgotPassword, PATHS.forgotLogin];

/** Stores the public id of the session and when it ends, for other tabs and for the next visit. */
export function noteSession(id: string | undefined, until = 0): void {
  try {
    if (id) localStorage.setItem(KEY, `${id} ${until}`);
    else localStorage.removeItem(KEY);
  } catch {
    // without storage the server is asked each time
  }
}

/** Whether this browser knows of no session on a screen for guests: then the server need not be asked for one. */
export function nobodyKnown(): boolean {
  try {
    const until = Number(localStorage.getItem(KEY)?.split(" ")[1] ?? 0);
    return until < Date.now() && GUEST_PATHS.includes(location.pathname);
  } catch {
    return false;
  }
}

/** Calls `listener` with the id of a session that another tab has opened. Returns how to stop. */
export function onOtherSession(listener: (id: string) => void): () => void {
  const heard = ({ key, newValue }: StorageEvent) => {
    if (key === KEY && newValue) listener(newValue.split(" ")[0] ?? "");
  };
  addEventListener("storage", heard);
  return () => removeEventListener("storage", heard);
}
