import { scaleBand, scaleLinear } from "d3-scale";

import { type Bar, type Gap, gapsOf, isEstimate } from "./bar";

interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface Column {
  bar: Bar;
  /** The full-height area of a bar and its pair, for touch and mouse. */
  reach: Box;
  now: Box | undefined;
  parts: Box[];
  before: Box | undefined;
  dotted: boolean;
  middle: number;
  ticked: boolean;
}

export interface Layout {
  width: number;
  height: number;
  plot: Box;
  zero: number;
  columns: Column[];
  gaps: (Box & Pick<Gap, "quality">)[];
  ticks: { value: number; y: number }[];
}

const TOP = 26;
const BOTTOM = 28;
const LETTER = 8.2;

/** The layout of a bar chart in a box of that size in pixels. `left` is the width of the axis labels. */
export function layoutOf(bars: Bar[], { width, height, left }: { width: number; height: number; left: number }): Layout {
  const plot = { x: left, y: TOP, width: Math.max(40, width - left - 4), height: height - TOP - BOTTOM };
  const values = bars.map(({ value, before }) => [value ?? 0, before ?? 0]);
  const flat = ([] as number[]).concat(...values);
  const band = scaleBand<number>()
    .domain(bars.map((_, index) => index))
    .range([plot.x, plot.x + plot.width])
    .paddingInner(bars.length > 40 ? 0.15 : 0.3)
    .paddingOuter(0.15);
  const y = scaleLinear()
    .domain([Math.min(0, ...flat), Math.max(0, ...flat) || 1])
    .nice(4)
    .range([plot.y + plot.height, plot.y]);
  const paired = bars.some(({ before }) => before !== undefined);
  const barWidth = paired ? band.bandwidth() / 2 : band.bandwidth();
  const zero = y(0);
  const boxOf = (x: number, value: number): Box => {
    const end = y(value);
    return { x, y: Math.min(zero, end), width: Math.max(1, barWidth - (paired ? 1 : 0)), height: Math.abs(zero - end) };
  };
  const every = tickStep(bars, band.step());
  const columns = bars.map((bar, index): Column => {
    const x = band(index) ?? plot.x;
    const nowX = paired ? x + barWidth : x;
    return {
      bar,
      reach: { x: x - (band.step() - band.bandwidth()) / 2, y: plot.y, width: band.step(), height: plot.height },
      now: bar.value === null ? undefined : boxOf(nowX, bar.value),
      parts: stacked(bar.parts ?? [], (value) => y(value), nowX, Math.max(1, barWidth)),
      before: bar.before === undefined || bar.before === null ? undefined : boxOf(x, bar.before),
      dotted: bar.value !== null && isEstimate(bar.quality),
      middle: x + band.bandwidth() / 2,
      ticked: index % every === 0,
    };
  });
  const gaps = gapsOf(bars).map(({ from, to, quality }) => {
    const begin = (band(from) ?? plot.x) + (paired ? barWidth : 0);
    const end = (band(to) ?? plot.x) + band.bandwidth();
    return { x: begin, y: plot.y, width: end - begin, height: plot.height, quality };
  });
  return { width, height, plot, zero, columns, gaps, ticks: y.ticks(4).map((value) => ({ value, y: y(value) })) };
}

/** The interval of bars that are labelled, so that the labels do not overlap. */
function tickStep(bars: Bar[], step: number): number {
  const longest = Math.max(1, ...bars.map(({ tick }) => tick.length));
  const needed = (longest * LETTER + 6) / step;
  return [1, 2, 3, 4, 6, 8, 12, 16, 24].filter((every) => every >= needed)[0] ?? 48;
}

function stacked(parts: (number | null)[], y: (value: number) => number, x: number, width: number): Box[] {
  let below = 0;
  return parts.map((part) => {
    const from = y(below);
    below += part ?? 0;
    return { x, y: y(below), width, height: from - y(below) };
  });
}
