import { describe, expect, it } from "vitest";

import { latestWish } from "./latest-wish";

/** A store whose answers the test gives by hand. */
function byHand() {
  const sent: { wish: string; answer: (stored: string) => void; refuse: (error: Error) => void }[] = [];
  const keep = (wish: string) =>
    new Promise<string>((answer, refuse) => {
      sent.push({ wish, answer, refuse });
    });
  return { sent, keep };
}

const turn = () => new Promise((done) => setTimeout(done));

describe("wishes that come faster than they are saved", () => {
  it("are sent one at a time, the newest alone of those that wait", async () => {
    const { sent, keep } = byHand();
    const wishes = latestWish(keep, "none");
    const first = wishes.save("one");
    expect(await wishes.save("two")).toBeUndefined();
    expect(await wishes.save("three")).toBeUndefined();
    expect(sent.map(({ wish }) => wish)).toEqual(["one"]);
    sent[0]?.answer("one");
    await turn();
    expect(sent.map(({ wish }) => wish)).toEqual(["one", "three"]);
    sent[1]?.answer("three");
    expect(await first).toEqual({ stored: "three" });
  });

  it("show what is stored where the last could not be saved", async () => {
    const { sent, keep } = byHand();
    const wishes = latestWish(keep, "none");
    const first = wishes.save("one");
    void wishes.save("two");
    sent[0]?.answer("one");
    await turn();
    sent[1]?.refuse(new Error("offline"));
    expect(await first).toEqual({ stored: "one", failure: new Error("offline") });
    const again = wishes.save("two");
    sent[2]?.answer("two");
    expect(await again).toEqual({ stored: "two" });
  });

  it("forget a failure that a later wish has made good", async () => {
    const { sent, keep } = byHand();
    const wishes = latestWish(keep, "none");
    const first = wishes.save("one");
    void wishes.save("two");
    sent[0]?.refuse(new Error("offline"));
    await turn();
    sent[1]?.answer("two");
    expect(await first).toEqual({ stored: "two" });
  });
});
