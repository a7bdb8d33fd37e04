import { afterEach, expect, it, vi } from "vitest";

import { watchSession } from "./client";
import { fetchedInPieces } from "./pieces";

const CONTENT = new Uint8Array(10 * 2 ** 20).map((_, index) => index % 251);

afterEach(() => {
  vi.unstubAllGlobals();
  watchSession(() => undefined);
});

it("joins the pieces of a file to what it was, and asks for the same file each time", async () => {
  const asked: Record<string, string>[] = [];
  vi.stubGlobal("fetch", async (_: string, { headers }: { headers: Record<string, string> }) => {
    asked.push(headers);
    const [first = 0, last = 0] = (headers["Range"] ?? "").replace("bytes=", "").split("-").map(Number);
    const piece = CONTENT.slice(first, last + 1);
    const range = `bytes ${first}-${first + piece.length - 1}/${CONTENT.length}`;
    return new Response(piece, { status: 206, headers: { "Content-Range": range, ETag: '"one"' } });
  });
  const whole = await fetchedInPieces("/api/billing/archives/one");
  expect(asked).toHaveLength(3);
  expect(asked.map((headers) => headers["If-Range"])).toEqual([undefined, '"one"', '"one"']);
  expect(Buffer.compare(Buffer.from(await whole.arrayBuffer()), CONTENT)).toBe(0);
});

it("takes an answer that is not partial as it is", async () => {
  vi.stubGlobal("fetch", async () => new Response("zip", { status: 200 }));
  expect(await (await fetchedInPieces("/one")).text()).toBe("zip");
});

it.each([
  ["no answer", () => Promise.reject(new TypeError("offline")), "network"],
  ["an answer that breaks off", () => new Response(brokenOff(), { status: 206 }), "network"],
  ["an edge that says nothing", () => new Response("", { status: 503 }), "unavailable"],
  ["an archive that is gone", () => Response.json({ code: "not_found" }, { status: 404 }), "not_found"],
])("says what failed: %s", async (_, answer, code) => {
  vi.stubGlobal("fetch", async () => answer());
  await expect(fetchedInPieces("/one")).rejects.toMatchObject({ code });
});

it("leads to signing in where the session ended between two pieces", async () => {
  const moments: string[] = [];
  watchSession((moment) => moments.push(moment));
  const answers = [
    new Response(CONTENT.slice(0, 5), { status: 206, headers: { "Content-Range": `bytes 0-4/${CONTENT.length}` } }),
    Response.json({ code: "session_missing" }, { status: 401 }),
  ];
  vi.stubGlobal("fetch", async () => answers.shift());
  await expect(fetchedInPieces("/one")).rejects.toMatchObject({ code: "session_missing" });
  expect(moments).toEqual(["used", "missing"]);
});

function brokenOff(): ReadableStream {
  return new ReadableStream({ start: (stream) => stream.error(new TypeError("connection lost")) });
}
