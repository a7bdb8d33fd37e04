import { describe, expect, it } from "vitest";

import { grosze, randomKey } from "../../rules/amount";
import { filterPath, queryOf } from "./filter";

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
  it("becomes a query of the API", () => {
    expect(queryOf({ stan: "do-zaplaty", rodzaj: "faktury", szukaj: "F/1", kolejnosc: "termin" })).toEqual({
      state: ["to_pay", "partly_paid", "overdue"],
      kind: "invoice",
      q: "F/1",
      sort: "due",
    });
  });

  it("ignores unknown values", () => {
    expect(queryOf({ stan: "x", rodzaj: "toString", od: "wczoraj", umowa: "'", kolejnosc: "" })).toEqual({});
    expect(queryOf({ od: "2026-02-02", do: "2026-02-01" })).toEqual({ from: "2026-02-02" });
  });

  it("goes back into the address", () => {
    expect(filterPath({})).toBe("/faktury");
    expect(filterPath({ stan: "", szukaj: "F/1 ą" })).toBe("/faktury?szukaj=F%2F1%20%C4%85");
  });
});
