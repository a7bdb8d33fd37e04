import { PATHS } from "../paths";

const KEY = "mojbok.session";
const DOORS: string[] = [PATHS.signIn, PATHS.register, PATHS.activate, PATHS.forgotPassword, PATHS.forgotLogin];

/** Notes in this browser that there is a session, for `nobodyKnown`. */
export function noteSession(there: boolean): void {
  try {
    if (there) localStorage.setItem(KEY, "1");
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
