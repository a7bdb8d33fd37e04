/** `next` of the address, when it is a place of this app; the start page otherwise. Nothing leads out of the app. */
export function ownPath(next: string | undefined, home: string): string {
  if (!next || !/^\/(?![/\\])[^\\\s]*$/.test(next)) return home;
  const target = new URL(next, location.origin);
  if (target.origin !== location.origin || target.pathname.startsWith("/api") || target.pathname.startsWith("/.auth")) {
    return home;
  }
  return target.pathname + target.search;
}
