import { describe, expect, it } from "vitest";

import { en } from "./text/en";
import { type BillingCatalogue, pl } from "./text/pl";
import { uk } from "./text/uk";
import { grosze, randomKey } from "../../rules/amount";
import { filterPath, queryOf } from "./filter";
import { sentences } from "../../testing/sentences";

const polish = new Map(sentences(pl));
const SAME = /files\.csv|dateHint/;

describe.each([["en", en], ["uk", uk]] as [string, BillingCatalogue][])("billing words, %s", (_, catalogue) => {
  it("are their own, all there and none empty", () => {
    const own = sentences(catalogue);
    expect(own.map(([path]) => path)).toEqual([...polish.keys()]);
    for (const [path, sentence] of own) {
      expect(sentence.trim(), path).not.toBe("");
      expect(sentence, path).not.toMatch(/undefined|NaN|\[object/);
      if (!SAME.test(path)) expect(sentence, path).not.toBe(polish.get(path));
    }
  });
});

it("keeps to the voice and to the letters of each language", () => {
  for (const [path, sentence] of polish) expect(sentence, path).not.toMatch(/!|użytkowni|[а-яіїєґ]/i);
  expect(sentences(uk).filter(([, sentence]) => /[ыэъё]/i.test(sentence))).toEqual([]);
  expect(sentences(en).filter(([, sentence]) => /[ąęółśżźćń]/i.test(sentence.replaceAll("zł", "")))).toEqual([]);
});

describe("a typed amount", () => {
  it.each([
    ["150", 15000],
    ["150,5", 15050],
    ["1 150.05", 115005],
    ["218,40 zł", 21840],
    ["1", 100],
    ["50000", 5000000],
  ])("%s is %d grosze", (typed, amount) => expect(grosze(typed)).toBe(amount));

  it.each(["", "0", "0,99", "50000,01", "-5", "1,234", "1e3", "abc", "12,", "٣"])("%s is none", (typed) =>
    expect(grosze(typed)).toBeUndefined(),
  );
});

it("makes keys the API takes, each another", () => {
  const keys = Array.from({ length: 50 }, randomKey);
  expect(new Set(keys).size).toBe(50);
  for (const key of keys) expect(key).toMatch(/^[0-9a-f]{32}$/);
});

describe("the filter in the address", () => {
  it("becomes a question to the API", () => {
    expect(queryOf({ stan: "do-zaplaty", rodzaj: "faktury", szukaj: "F/1", kolejnosc: "termin" })).toEqual({
      state: ["to_pay", "partly_paid", "overdue"],
      kind: "invoice",
      q: "F/1",
      sort: "due",
    });
  });

  it("drops words that mean nothing", () => {
    expect(queryOf({ stan: "x", rodzaj: "toString", od: "wczoraj", umowa: "'", kolejnosc: "" })).toEqual({});
    expect(queryOf({ od: "2026-02-02", do: "2026-02-01" })).toEqual({ from: "2026-02-02" });
  });

  it("goes back into the address", () => {
    expect(filterPath({})).toBe("/faktury");
    expect(filterPath({ stan: "", szukaj: "F/1 ą" })).toBe("/faktury?szukaj=F%2F1%20%C4%85");
  });
});
