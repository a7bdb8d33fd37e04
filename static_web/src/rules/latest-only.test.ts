import { describe, expect, it } from "vitest";

import { latestOnly } from "./latest-only";

/** A store that answers when the test says so. */
function byHand() {
  const sent: { value: string; answer: (stored: string) => void; refuse: (error: Error) => void }[] = [];
  const keep = (value: string) =>
    new Promise<string>((answer, refuse) => {
      sent.push({ value, answer, refuse });
    });
  return { sent, keep };
}

const turn = () => new Promise((done) => setTimeout(done));

describe("values that change faster than they are saved", () => {
  it("are sent one at a time, of those waiting only the latest", async () => {
    const { sent, keep } = byHand();
    const saves = latestOnly(keep, "none");
    const first = saves.save("one");
    expect(await saves.save("two")).toBeUndefined();
    expect(await saves.save("three")).toBeUndefined();
    expect(sent.map(({ value }) => value)).toEqual(["one"]);
    sent[0]?.answer("one");
    await turn();
    expect(sent.map(({ value }) => value)).toEqual(["one", "three"]);
    sent[1]?.answer("three");
    expect(await first).toEqual({ stored: "three" });
  });

  it("report what is stored where the last could not be saved", async () => {
    const { sent, keep } = byHand();
    const saves = latestOnly(keep, "none");
    const first = saves.save("one");
    void saves.save("two");
    sent[0]?.answer("one");
    await turn();
    sent[1]?.refuse(new Error("offline"));
    expect(await first).toEqual({ stored: "one", failure: new Error("offline") });
    const again = saves.save("two");
    sent[2]?.answer("two");
    expect(await again).toEqual({ stored: "two" });
  });

  it("report no failure where a later value was saved", async () => {
    const { sent, keep } = byHand();
    const saves = latestOnly(keep, "none");
    const first = saves.save("one");
    void saves.save("two");
    sent[0]?.refuse(new Error("offline"));
    await turn();
    sent[1]?.answer("two");
    expect(await first).toEqual({ stored: "two" });
  });
});
