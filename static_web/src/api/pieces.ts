import { asFailure, codeOfStatus, Failure } from "./failure";

const PIECE = 4 * 2 ** 20;
const RANGE = /^bytes \d+-(\d+)\/(\d+)$/;

/** A file fetched piece by piece, so that neither side holds more of it than it must, and whole again. */
export async function fetchedInPieces(address: string, headers: Record<string, string>): Promise<Blob> {
  const pieces: Blob[] = [];
  let [next, size, tag] = [0, Infinity, ""];
  while (next < size) {
    const range = { ...headers, Range: `bytes=${next}-${next + PIECE - 1}`, ...(tag && { "If-Range": tag }) };
    const response = await fetch(address, { headers: range, credentials: "same-origin" }).catch(() => {
      throw new Failure("network");
    });
    if (!response.ok) throw asFailure(new Failure(codeOfStatus(response.status), { status: response.status }));
    const piece = await response.blob();
    const found = RANGE.exec(response.headers.get("Content-Range") ?? "");
    if (response.status !== 206 || !found) return piece;
    pieces.push(piece);
    next = Number(found[1]) + 1;
    size = Number(found[2]);
    tag = response.headers.get("ETag") ?? "";
  }
  return new Blob(pieces, { type: "application/zip" });
}

/** Offers what is here already as a file to be saved. */
export function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
