import { useId } from "preact/hooks";

import type { UsageRow } from "../../../api/supply";
import { useTileText } from "./text";

const STEP = 26;
const BAR = 10;
const HEIGHT = 72;

/** Twelve pairs of small bars: this year solid, last year hatched. The numbers are a press away. */
export function MonthBars({ rows }: { rows: UsageRow[] }) {
  const text = useTileText();
  const hatch = `hatch${useId()}`;
  const most = Math.max(1, ...rows.map(({ imported, before }) => Math.max(imported ?? 0, before?.imported ?? 0)));
  const box = (x: number, wh: number) => ({ x, width: BAR, y: HEIGHT - (wh / most) * HEIGHT, height: (wh / most) * HEIGHT });
  const months = text.shortMonths;
  const before = rows.some((row) => typeof row.before?.imported === "number");
  return (
    <div class="month-bars">
      <svg viewBox={`0 0 ${12 * STEP} ${HEIGHT + 18}`} role="img" aria-label={text.chart(months[0] ?? "", months[11] ?? "")}>
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="hatch-ground" width="5" height="5" />
            <rect class="hatch-line" width="2" height="5" />
          </pattern>
        </defs>
        {rows.map(({ on, imported, before: past }) => {
          const x = (Number(on.slice(5, 7)) - 1) * STEP + 2;
          return (
            <g key={on}>
              {past && past.imported !== null && <rect class="bar-before" {...box(x, past.imported)} fill={`url(#${hatch})`} />}
              {imported !== null && <rect class="bar-now" {...box(x + BAR + 1, imported)} />}
            </g>
          );
        })}
        <line class="chart-zero" x1={0} x2={12 * STEP} y1={HEIGHT} y2={HEIGHT} />
        {months.map((month, index) =>
          index % 3 === 0 ? (
            <text key={month} x={index * STEP + STEP / 2} y={HEIGHT + 15} text-anchor="middle">
              {month}
            </text>
          ) : null,
        )}
      </svg>
      {before && (
        <p class="small muted month-bars-key">
          <span class="swatch swatch-before" aria-hidden="true" />
          {text.lastYear}
        </p>
      )}
    </div>
  );
}
