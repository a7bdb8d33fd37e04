import { useLocation } from "preact-iso";
import { useId, useRef, useState } from "preact/hooks";

import { useSupplyText } from "../text";
import { type Bar, partsOf, remarksOf } from "./bar";
import { type Column, type Layout, layoutOf } from "./layout";
import { Legend } from "./legend";
import { Readout } from "./readout";
import { useWidth } from "./use-width";
import { ValueTable } from "./value-table";

export interface ChartProps {
  /** The caption of the chart and its table. */
  caption: string;
  bars: Bar[];
  /** A value with its unit. */
  show: (value: number) => string;
  /** The unit of the axis, and its values without it. */
  unit: string;
  tick: (value: number) => string;
  /** The names of the solid bars, and of the hatched ones, if any. */
  series: { now: string; before?: string };
  /** The names of a bar's parts, from the axis upwards. */
  parts?: string[];
  /** What a bar is: "Miesiąc". */
  head: string;
  /** The text of the link of a bar. */
  onward?: (name: string) => string;
}

const HEIGHT = 260;

/** A bar chart that can be read by touch, mouse and arrow keys, with the values as a table too. */
export function BarChart(props: ChartProps) {
  const { caption, bars, unit, tick, series, parts } = props;
  const text = useSupplyText().chart;
  const { route } = useLocation();
  const box = useRef<HTMLDivElement>(null);
  const width = useWidth(box);
  const [active, setActive] = useState<number>();
  const touched = useRef<{ before: number | undefined }>(undefined);
  const hatch = `hatch${useId()}`;
  // The axis reaches above the highest bar, so the width is measured from its own ticks.
  const letters = Math.max(...layoutOf(bars, { width, height: HEIGHT, left: 0 }).ticks.map(({ value }) => tick(value).length), 2);
  const layout = layoutOf(bars, { width, height: HEIGHT, left: 14 + letters * 8 });
  const { plot, columns, gaps, ticks, zero } = layout;
  const chosen = active === undefined ? undefined : bars[active];

  const onKeyDown = (event: KeyboardEvent) => {
    const last = bars.length - 1;
    const here = active ?? -1;
    if (event.key === "ArrowRight" || event.key === "Right") setActive(Math.min(last, here + 1));
    else if (event.key === "ArrowLeft" || event.key === "Left") setActive(Math.max(0, here < 0 ? last : here - 1));
    else if (event.key === "Home") setActive(0);
    else if (event.key === "End") setActive(last);
    else if (event.key === "Enter" && chosen?.href) route(chosen.href);
    else return;
    event.preventDefault();
  };
  const press = (index: number) => {
    // The first touch shows the value, the second follows the link; a mouse has shown it on hover.
    const shown = touched.current ? touched.current.before === index : active === index;
    touched.current = undefined;
    setActive(index);
    const href = bars[index]?.href;
    if (shown && href) route(href);
  };

  return (
    <figure class="chart" role="group" aria-label={caption}>
      <Legend bars={bars} series={series} {...(parts && { parts })} />
      <div
        class="chart-plot"
        ref={box}
        role="slider"
        tabIndex={0}
        aria-label={text.walk(caption)}
        aria-valuemin={0}
        aria-valuemax={bars.length}
        aria-valuenow={active === undefined ? 0 : active + 1}
        aria-valuetext={chosen ? sayOf(chosen, props, text) : text.nothingChosen}
        onKeyDown={onKeyDown}
        onFocus={() => active === undefined && !touched.current && setActive(lastKnown(bars))}
        onMouseLeave={() => setActive(undefined)}
      >
        <svg class="chart-svg" width={width} height={HEIGHT} viewBox={`0 0 ${width} ${HEIGHT}`} aria-hidden="true" focusable="false">
          <defs>
            <pattern id={hatch} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
              <rect class="hatch-ground" width="6" height="6" />
              <rect class="hatch-line" width="2.5" height="6" />
            </pattern>
          </defs>
          <text class="chart-unit" x={0} y={11}>
            {unit}
          </text>
          {ticks.map(({ value, y }) => (
            <g key={value}>
              <line class={value === 0 ? "chart-zero" : "chart-grid"} x1={plot.x} x2={plot.x + plot.width} y1={y} y2={y} />
              <text class="chart-tick" x={plot.x - 8} y={y + 4} text-anchor="end">
                {tick(value)}
              </text>
            </g>
          ))}
          {gaps.map((gap) => (
            <rect
              key={gap.x}
              class={`chart-gap chart-gap-${gap.quality}`}
              x={gap.x}
              y={plot.y + 4}
              width={gap.width}
              height={zero - plot.y - 4}
            />
          ))}
          {columns.map((column, index) => (
            <ColumnShape
              key={column.bar.key}
              column={column}
              hatch={hatch}
              active={index === active}
              base={plot.y + plot.height + 18}
              onPoint={() => !touched.current && setActive(index)}
              onTouch={() => {
                touched.current = { before: active };
              }}
              onPress={() => press(index)}
            />
          ))}
          {gaps.map((gap) => (
            <GapWord key={gap.x} gap={gap} bottom={zero} word={text[gap.quality]} />
          ))}
        </svg>
      </div>
      <Readout bar={chosen} chart={props} />
      <ValueTable chart={props} />
    </figure>
  );
}

interface ColumnShapeProps {
  column: Column;
  hatch: string;
  active: boolean;
  base: number;
  onPoint: () => void;
  onTouch: () => void;
  onPress: () => void;
}

function ColumnShape({ column, hatch, active, base, onPoint, onTouch, onPress }: ColumnShapeProps) {
  const { bar, reach, now, parts, before, dotted, middle, ticked } = column;
  return (
    <>
      {active && <rect class="chart-active" {...reach} />}
      {before && <rect class="bar-before" {...before} fill={`url(#${hatch})`} />}
      {now && parts.length === 0 && <rect class={dotted ? "bar-now bar-estimate" : "bar-now"} {...now} />}
      {now && parts.map((part, index) => <rect key={index} class={`bar-part bar-part-${index}${dotted ? " bar-estimate" : ""}`} {...part} />)}
      {now && dotted && <line class="bar-dots" x1={now.x} x2={now.x + now.width} y1={now.y - 2} y2={now.y - 2} />}
      {ticked && (
        <text class="chart-tick" x={middle} y={base} text-anchor="middle">
          {bar.tick}
        </text>
      )}
      {/* The keyboard is handled by the whole plot, a slider that announces the values. */}
      {/* oxlint-disable-next-line jsx-a11y/click-events-have-key-events */}
      <rect
        class={bar.href ? "chart-reach chart-leads" : "chart-reach"}
        {...reach}
        height={reach.height + 28}
        onMouseMove={onPoint}
        onTouchStart={onTouch}
        onClick={onPress}
      />
    </>
  );
}

function GapWord({ gap, bottom, word }: { gap: Layout["gaps"][number]; bottom: number; word: string }) {
  if (gap.width < 9) return null;
  const x = gap.x + gap.width / 2;
  const y = (gap.y + bottom) / 2;
  const turned = gap.width < word.length * 7.5;
  return (
    <text
      class={`gap-word gap-word-${gap.quality}`}
      x={x}
      y={y}
      dy={4}
      text-anchor="middle"
      {...(turned && { transform: `rotate(-90 ${x} ${y})` })}
    >
      {word}
    </text>
  );
}

/** The bar that keyboard navigation starts at: the latest with a value. */
function lastKnown(bars: Bar[]): number {
  for (let index = bars.length - 1; index >= 0; index -= 1) if (bars[index]?.value !== null) return index;
  return 0;
}

/** A bar in one sentence. */
function sayOf(bar: Bar, chart: ChartProps, text: ReturnType<typeof useSupplyText>["chart"]): string {
  const { show, series } = chart;
  const now = [...(bar.value === null ? [] : [show(bar.value)]), ...remarksOf(bar, text)].join(", ") || text.unknown;
  const before = bar.before === undefined ? "" : `; ${series.before}: ${bar.before === null ? text.unknown : show(bar.before)}`;
  return [`${bar.name}: ${now}${before}`, ...partsOf(bar, chart), ...(bar.change ? [bar.change] : [])].join("; ");
}
