import { afterEach, expect, it, vi } from "vitest";

import { fetchedInPieces } from "./pieces";

const CONTENT = new Uint8Array(10 * 2 ** 20).map((_, index) => index % 251);

afterEach(() => vi.unstubAllGlobals());

it("joins the pieces of a file to what it was, and asks for the same file each time", async () => {
  const asked: Record<string, string>[] = [];
  vi.stubGlobal("fetch", async (_: string, { headers }: { headers: Record<string, string> }) => {
    asked.push(headers);
    const [first = 0, last = 0] = (headers["Range"] ?? "").replace("bytes=", "").split("-").map(Number);
    const piece = CONTENT.slice(first, last + 1);
    const range = `bytes ${first}-${first + piece.length - 1}/${CONTENT.length}`;
    return new Response(piece, { status: 206, headers: { "Content-Range": range, ETag: '"one"' } });
  });
  const whole = await fetchedInPieces("/api/billing/archives/one", { "X-Requested-With": "mojbok" });
  expect(asked).toHaveLength(3);
  expect(asked.map((headers) => headers["If-Range"])).toEqual([undefined, '"one"', '"one"']);
  expect(Buffer.compare(Buffer.from(await whole.arrayBuffer()), CONTENT)).toBe(0);
});

it("takes a whole answer as it is, and says what failed", async () => {
  vi.stubGlobal("fetch", async () => new Response("zip", { status: 200 }));
  expect(await (await fetchedInPieces("/one", {})).text()).toBe("zip");
  vi.stubGlobal("fetch", async () => new Response("", { status: 503 }));
  await expect(fetchedInPieces("/one", {})).rejects.toMatchObject({ code: "unavailable" });
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("offline")));
  await expect(fetchedInPieces("/one", {})).rejects.toMatchObject({ code: "network" });
});
