import type { AccountCatalogue } from "./text/pl";

export type Done = keyof AccountCatalogue["security"]["done"];

let done: Done | undefined;

/** Remembers the result of an action, to be shown once on the next screen. */
export function rememberDone(what: Done): void {
  done = what;
}

export function takeDone(): Done | undefined {
  const taken = done;
  done = undefined;
  return taken;
}
