import type { AccountCatalogue } from "./text/pl";

export type Done = keyof AccountCatalogue["security"]["done"];

let done: Done | undefined;

/** Keeps what was just done, to be said once on the screen it leads to. */
export function rememberDone(what: Done): void {
  done = what;
}

export function takeDone(): Done | undefined {
  const taken = done;
  done = undefined;
  return taken;
}
