import { PATHS } from "../paths";

const KEY = "mojbok.session";
const DOORS: string[] = [PATHS.signIn, PATHS.register, PATHS.activate, PATHS.forgotPassword, PATHS.forgotLogin];

/** Notes in this browser, for its other tabs and for later, which session there is, by its public id. */
export function noteSession(id: string | undefined): void {
  try {
    if (id) localStorage.setItem(KEY, id);
    else localStorage.removeItem(KEY);
  } catch {
    // without storage the server is asked each time
  }
}

/** Whether nobody has signed in here, so that before a door the server need not be asked who is. */
export function nobodyKnown(): boolean {
  try {
    return localStorage.getItem(KEY) === null && DOORS.includes(location.pathname);
  } catch {
    return false;
  }
}

/** Tells `listener` which session another tab has opened. */
export function onOtherSession(listener: (id: string) => void): () => void {
  const heard = ({ key, newValue }: StorageEvent) => {
    if (key === KEY && newValue) listener(newValue);
  };
  addEventListener("storage", heard);
  return () => removeEventListener("storage", heard);
}
