import { PATHS } from "../paths";

const KEY = "mojbok.session";
const DOORS: string[] = [PATHS.signIn, PATHS.register, PATHS.activate, PATHS.forgotPassword, PATHS.forgotLogin];

/** Notes in this browser, for its other tabs and for later, which session there is, by its public id, and until when. */
export function noteSession(id: string | undefined, until = 0): void {
  try {
    if (id) localStorage.setItem(KEY, `${id} ${until}`);
    else localStorage.removeItem(KEY);
  } catch {
    // without storage the server is asked each time
  }
}

/** Whether nobody is signed in by what this browser knows, so that before a door the server need not be asked who is. */
export function nobodyKnown(): boolean {
  try {
    const until = Number(localStorage.getItem(KEY)?.split(" ")[1] ?? 0);
    return until < Date.now() && DOORS.includes(location.pathname);
  } catch {
    return false;
  }
}

/** Tells `listener` which session another tab has opened. */
export function onOtherSession(listener: (id: string) => void): () => void {
  const heard = ({ key, newValue }: StorageEvent) => {
    if (key === KEY && newValue) listener(newValue.split(" ")[0] ?? "");
  };
  addEventListener("storage", heard);
  return () => removeEventListener("storage", heard);
}
