import { PATHS } from "../../paths";

/** 32 random bytes in base64url, as the portal makes them; before that of an invitation stands where to look. */
const TOKEN = /(?:[A-Za-z0-9_-]{8,64}\.[A-Za-z0-9_-]{43}\.)?[A-Za-z0-9_-]{43}/;
/** The token of an unsubscribe link: sealed, and longer. */
const SEALED = /[A-Za-z0-9_-]{60,300}/;

/**
 * The path and token of a mailed link, which mail programs send on as `/path%23token`, `/path/#token`, in capitals,
 * broken over two lines or with the sign behind it. Nothing where the address is none of `paths` or holds nothing more;
 * an empty token where what it holds is none.
 */
export function tokenOf(address: string, paths: string[]): { path: string; token: string } | undefined {
  const plain = decoded(address);
  const path = paths.find((one) => plain.toLowerCase().startsWith(one) && !/^[\w-]/.test(plain.slice(one.length)));
  if (path === undefined || address === path) return undefined;
  // Parameters added by others before the `#` (`?fbclid=…`) may be as long as a token.
  const [before = "", ...behind] = plain.slice(path.length).split("#");
  const shape = path === PATHS.unsubscribe ? SEALED : TOKEN;
  const token = [...behind, before].map((part) => tokenIn(part, shape)).find(Boolean);
  return { path, token: token ?? "" };
}

function tokenIn(part: string, shape: RegExp): string | undefined {
  const rest = part.replace(/^[^\w-]*(token=)?/i, "");
  return shape.exec(rest.replace(/[=\s\u00ad\u200b-\u200f\u2060\ufeff]/g, ""))?.[0];
}

/** Decoded twice, for a link that was encoded by two programs. */
function decoded(address: string): string {
  try {
    const once = decodeURIComponent(address);
    return once === address ? once : decoded(once);
  } catch {
    return address;
  }
}
