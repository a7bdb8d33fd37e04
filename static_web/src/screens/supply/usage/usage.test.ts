import { describe, expect, it } from "vitest";

import type { UsageRow, UsageView } from "../../../api/supply";
import { pl } from "../text/pl";
import { barsOf } from "./bars";
import { around, neighbour, periodPath, type UsageWords, usageQuery } from "./usage-query";

const TODAY = "2026-11-27";
const row = (on: string, imported: number | null, more: Partial<UsageRow> = {}): UsageRow => ({
  on,
  at: null,
  imported,
  zones: {},
  exported: null,
  quality: "R",
  complete: imported !== null,
  firstOn: null,
  lastOn: null,
  finer: false,
  points: 1,
  before: null,
  comparison: null,
  ...more,
});
const view = (resolution: UsageView["resolution"], rows: UsageRow[], zones: string[] = []): UsageView => ({
  resolution,
  firstOn: "2026-01-01",
  lastOn: "2026-12-31",
  zones,
  rows,
  total: { imported: null, zones: {}, exported: null, quality: "R", complete: true },
  comparison: null,
  knownTo: null,
  points: 1,
  point: null,
});

/** The instants of a Warsaw day's stretches, as the API sends them. */
function instants(firstUtc: string, count: number, minutes: number): string[] {
  return Array.from({ length: count }, (_, index) => new Date(Date.parse(firstUtc) + index * minutes * 60_000).toISOString());
}

describe("the query parameters of the address", () => {
  it("is this year of all points where nothing is said", () => {
    expect(usageQuery({}, TODAY)).toEqual({ point: undefined, period: { kind: "year", year: "2026" }, series: "imported", quarters: false });
  });

  it.each([
    [{ rok: "1999" }],
    [{ rok: "2027" }],
    [{ miesiac: "2026-13" }],
    [{ dzien: "2026-02-30", punkt: "point-0001" }],
    [{ dzien: "2026-10-25" }],
    [{ co: "toString", punkt: "x" }],
  ] as UsageWords[])("ignores unknown values: %j", (words) => {
    expect(usageQuery(words, TODAY)).toEqual({ ...usageQuery({}, TODAY), point: words.punkt?.length === 10 ? words.punkt : undefined });
  });

  it("goes back through its address", () => {
    const query = usageQuery({ punkt: "point-0001", dzien: "2026-10-25", co: "strefy", dokladnosc: "kwadranse" }, TODAY);
    expect(query).toEqual({ point: "point-0001", period: { kind: "day", day: "2026-10-25" }, series: "zones", quarters: true });
    expect(periodPath(query, query.period)).toBe("/zuzycie?punkt=point-0001&dzien=2026-10-25&co=strefy&dokladnosc=kwadranse");
    expect(around(query.period)).toEqual({ kind: "month", month: "2026-10" });
  });

  it("steps only where there may be data", () => {
    expect(neighbour({ kind: "month", month: "2024-09" }, -1, TODAY)).toBeUndefined();
    expect(neighbour({ kind: "month", month: "2026-12" }, -1, TODAY)).toEqual({ kind: "month", month: "2026-11" });
    expect(neighbour({ kind: "day", day: TODAY }, 1, TODAY)).toBeUndefined();
    expect(neighbour({ kind: "day", day: "2026-10-26" }, -1, TODAY)).toEqual({ kind: "day", day: "2026-10-25" });
    expect(neighbour({ kind: "year", year: "2026" }, 1, TODAY)).toBeUndefined();
  });
});

describe("the bars of a day the clocks change", () => {
  const query = (day: string, quarters = false) => usageQuery({ punkt: "point-0001", dzien: day, ...(quarters && { dokladnosc: "kwadranse" }) }, TODAY);

  it("are 25 hours in autumn, with the second hour of 2:00 marked", () => {
    const rows = instants("2026-10-24T22:00:00Z", 25, 60).map((at) => row("2026-10-25", 100, { at }));
    const bars = barsOf(view("hour", rows), query("2026-10-25"), pl);
    expect(bars).toHaveLength(25);
    expect(bars.map(({ tick }) => tick).slice(0, 5)).toEqual(["0", "1", "2", "2", "3"]);
    expect(bars[2]?.name).toBe("2:00–3:00 (czas letni)");
    expect(bars[3]?.name).toBe("2:00–3:00 (czas zimowy)");
    expect(bars[24]?.name).toBe("23:00–24:00");
    expect(new Set(bars.map(({ key }) => key)).size).toBe(25);
  });

  it("are 100 quarters in autumn", () => {
    const rows = instants("2026-10-24T22:00:00Z", 100, 15).map((at) => row("2026-10-25", 100, { at }));
    const names = barsOf(view("quarter", rows), query("2026-10-25", true), pl).map(({ name }) => name);
    expect(names).toHaveLength(100);
    expect(names.filter((name) => name.startsWith("2:"))).toEqual([
      ...["2:00–2:15", "2:15–2:30", "2:30–2:45", "2:45–3:00"].map((span) => `${span} (czas letni)`),
      ...["2:00–2:15", "2:15–2:30", "2:30–2:45", "2:45–3:00"].map((span) => `${span} (czas zimowy)`),
    ]);
  });

  it("are 23 hours and 92 quarters in spring", () => {
    const hours = barsOf(view("hour", instants("2026-03-28T23:00:00Z", 23, 60).map((at) => row("2026-03-29", 1, { at }))), query("2026-03-29"), pl);
    expect(hours.map(({ tick }) => tick).slice(0, 4)).toEqual(["0", "1", "3", "4"]);
    const quarters = barsOf(view("quarter", instants("2026-03-28T23:00:00Z", 92, 15).map((at) => row("2026-03-29", 1, { at }))), query("2026-03-29", true), pl);
    expect(quarters).toHaveLength(92);
    expect(quarters.filter(({ name }) => name.startsWith("2:"))).toEqual([]);
  });
});

describe("the bars of a year and a month", () => {
  it("are twelve, and unknown is never zero", () => {
    const rows = [
      row("2026-01-01", 412_000, { before: { imported: 448_000, zones: {}, exported: null, quality: "R", complete: true }, finer: true }),
      row("2026-02-01", null, { quality: "B" }),
      row("2026-03-01", null, { quality: "N" }),
    ];
    const bars = barsOf(view("month", rows), usageQuery({}, TODAY), pl);
    expect(bars).toHaveLength(12);
    expect(bars[0]).toMatchObject({ value: 412_000, before: 448_000, quality: "recorded", href: "/zuzycie?miesiac=2026-01" });
    expect(bars[1]).toMatchObject({ value: null, quality: "missing" });
    expect(bars[2]).toMatchObject({ value: null, quality: "awaited" });
    expect(bars[3]?.value).toBeNull();
    expect(bars[3]?.quality).toBeUndefined();
  });

  it("say of a month that is only a part of one from when and until when it is, and of how many points", () => {
    const rows = [
      row("2026-07-01", 93_000, { complete: false, lastOn: "2026-07-14", points: 4 }),
      row("2026-08-01", 93_000, { complete: false, firstOn: "2026-08-15", points: 4 }),
      row("2026-12-01", 4_756_000, { points: 3, comparison: { imported: 31, before: 62, difference: -31, percent: -50, days: 31 } }),
    ];
    const bars = barsOf({ ...view("month", rows), points: 4 }, usageQuery({}, TODAY), pl);
    expect(bars[6]?.partial).toBe("dane do 14.07.2026");
    expect(bars[7]?.partial).toBe("dane od 15.08.2026");
    expect(bars[11]?.partial).toBe("3 z 4 punktów");
    expect(bars[11]?.change?.replaceAll("\u00a0", " ")).toBe("w 31 dniach znanych z obu lat: o 0,031 kWh (50 %) mniej niż rok temu");
  });

  it("have no zero in a zone that is not known", () => {
    const bars = barsOf(view("month", [row("2026-07-01", 10, { zones: { całodobowa: 10 } })], ["całodobowa", "nocna"]), usageQuery({ co: "strefy" }, TODAY), pl);
    expect(bars[6]?.parts).toEqual([10, null]);
  });

  it("are as many as the month has days, by zone where asked for", () => {
    const rows = [row("2028-02-29", 30, { zones: { dzienna: 10, nocna: 20 } })];
    const bars = barsOf(view("day", rows, ["dzienna", "nocna"]), { ...usageQuery({}, TODAY), period: { kind: "month", month: "2028-02" }, series: "zones" }, pl);
    expect(bars).toHaveLength(29);
    expect(bars[28]?.parts).toEqual([10, 20]);
  });
});
