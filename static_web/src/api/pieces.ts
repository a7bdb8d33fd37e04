import { type Outcome, ownHeaders, signedIn } from "./client";

const PIECE = 4 * 2 ** 20;
const RANGE = /^bytes \d+-(\d+)\/(\d+)$/;

interface Piece {
  content: Blob;
  /** Where the next piece begins, and how long the whole is; undefined where this is the whole. */
  place: { next: number; size: number } | undefined;
  tag: string;
}

/**
 * A file of the portal fetched piece by piece, so that neither side holds more of it than it must, and whole again.
 * Throws a Failure and nothing else.
 */
export async function fetchedInPieces(address: string): Promise<Blob> {
  const pieces: Blob[] = [];
  let [next, size, tag] = [0, Infinity, ""];
  while (next < size) {
    const { content, place, tag: whose } = (await signedIn(piece(address, next, tag))).data;
    if (!place) return content;
    pieces.push(content);
    ({ next, size } = place);
    tag = whose;
  }
  return new Blob(pieces, { type: "application/zip" });
}

async function piece(address: string, from: number, tag: string): Promise<Outcome<Piece>> {
  const headers = { ...ownHeaders(), Range: `bytes=${from}-${from + PIECE - 1}`, ...(tag && { "If-Range": tag }) };
  const response = await fetch(address, { headers, credentials: "same-origin" });
  if (!response.ok) return { error: await response.json().catch(() => undefined), response };
  const content = await response.blob();
  const [, last, size] = RANGE.exec(response.headers.get("Content-Range") ?? "") ?? [];
  const place = response.status === 206 && last ? { next: Number(last) + 1, size: Number(size) } : undefined;
  return { data: { content, place, tag: response.headers.get("ETag") ?? "" }, response };
}

/** Offers what is here already as a file to be saved. */
export function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
