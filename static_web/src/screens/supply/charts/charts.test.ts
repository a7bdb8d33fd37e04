import { describe, expect, it } from "vitest";

import type { Bar } from "./bar";
import { gapsOf, remarksOf } from "./bar";
import { layoutOf } from "./layout";

const bar = (key: string, value: number | null, more: Partial<Bar> = {}): Bar => ({ key, tick: key, name: key, value, quality: "recorded", ...more });
const words = { quality: { recorded: "R", substitute: "Z", corrected: "S", own: "O", estimated: "E", missing: "B", awaited: "N" }, partlyOf: (quality: string) => `partly ${quality}` };

describe("gaps", () => {
  it("join neighbours that lack a value for the same reason", () => {
    const bars = [
      bar("1", 5),
      bar("2", null, { quality: "missing" }),
      bar("3", null, { quality: "missing" }),
      bar("4", null, { quality: "awaited" }),
      bar("5", 0),
      bar("6", null, { quality: "missing" }),
    ];
    expect(gapsOf(bars)).toEqual([
      { from: 1, to: 2, quality: "missing" },
      { from: 3, to: 3, quality: "awaited" },
      { from: 5, to: 5, quality: "missing" },
    ]);
  });

  it("are none before the contract and after today", () => {
    const { quality: _, ...untold } = bar("1", null);
    expect(gapsOf([untold])).toEqual([]);
  });
});

describe("the layout", () => {
  const layout = (bars: Bar[], width = 320) => layoutOf(bars, { width, height: 260, left: 40 });

  it("draws a value as high as it is, and none for what is unknown", () => {
    const [full, half, unknown, zero] = layout([bar("a", 400), bar("b", 200), bar("c", null), bar("d", 0)]).columns;
    expect(full?.now?.height).toBeCloseTo((half?.now?.height ?? 0) * 2);
    expect(unknown?.now).toBeUndefined();
    expect(zero?.now?.height).toBe(0);
  });

  it("puts last year before this year, side by side", () => {
    const [pair] = layout([bar("a", 400, { before: 300 })]).columns;
    expect(pair?.before?.x).toBeLessThan(pair?.now?.x ?? 0);
    expect((pair?.before?.x ?? 0) + (pair?.before?.width ?? 0)).toBeLessThanOrEqual(pair?.now?.x ?? 0);
  });

  it("stacks the parts to the height of the whole", () => {
    const [column] = layout([bar("a", 300, { parts: [100, 200] })]).columns;
    const heights = column?.parts.map(({ height }) => height) ?? [];
    expect(heights[0]! + heights[1]!).toBeCloseTo(column?.now?.height ?? 0);
    expect(column?.parts[1]!.y).toBeCloseTo(column?.now?.y ?? 0);
  });

  it.each([
    [31, 320],
    [96, 320],
    [100, 320],
    [12, 240],
    [24, 1000],
  ])("names only so many of %d bars in %d pixels that the names do not touch", (count, width) => {
    const bars = Array.from({ length: count }, (_, index) => bar(`${index}:00`, 1));
    const ticked = layout(bars, width).columns.filter(({ ticked: shown }) => shown);
    const [one, other] = ticked;
    expect(ticked.length).toBeGreaterThan(1);
    expect((other?.middle ?? 0) - (one?.middle ?? 0)).toBeGreaterThan(5 * 7);
  });

  it("keeps everything inside the box", () => {
    const { columns, width, ticks } = layout(Array.from({ length: 100 }, (_, index) => bar(String(index), 123_456)));
    for (const { reach } of columns) expect(reach.x + reach.width).toBeLessThanOrEqual(width + 1);
    for (const { y } of ticks) expect(y).toBeGreaterThanOrEqual(0);
  });

  it("marks what was estimated", () => {
    const columns = layout([bar("a", 1, { quality: "estimated" }), bar("b", 1, { quality: "substitute" }), bar("c", 1, { quality: "corrected" })]).columns;
    expect(columns.map(({ dotted }) => dotted)).toEqual([true, true, false]);
  });
});

it("says beside a value how good it is", () => {
  expect(remarksOf(bar("a", 1), words)).toEqual([]);
  expect(remarksOf(bar("a", 1, { quality: "corrected", partial: "partly" }), words)).toEqual(["S", "partly"]);
  expect(remarksOf(bar("a", 1, { quality: "substitute", mixed: true }), words)).toEqual(["partly Z"]);
  expect(remarksOf(bar("a", null, { quality: "missing", partial: "partly" }), words)).toEqual(["B"]);
});
