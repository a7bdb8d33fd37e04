/** `next` where it is a path of this app, else the home screen (no open redirect). */
export function ownPath(next: string | undefined, home: string): string {
  if (!next || !/^\/(?![/\\])[^\\\s]*$/.test(next)) return home;
  const target = new URL(next, location.origin);
  // `/.//x` is a path of this origin and becomes the address of another one as soon as it stands alone.
  if (target.pathname.startsWith("//")) return home;
  if (target.origin !== location.origin || target.pathname.startsWith("/api") || target.pathname.startsWith("/.auth")) {
    return home;
  }
  return target.pathname + target.search;
}
