import { leadWords } from "./lead-words";

interface MonthChartProps {
  values: { month: string; value: number | null }[];
  /** The value of the full height; by default the highest. */
  top?: number;
  show: (value: number) => string;
}

const STEP = 36;
const BAR = 22;
const HEIGHT = 110;
const HEAD = 18;
const SHOWN = 12;

/** A bar a month with its value above it, the last twelve; a month of which nothing is known has an outline and no bar.
 * Whoever does not see it has the table. */
export function MonthChart({ values, top, show }: MonthChartProps) {
  const shown = values.slice(-SHOWN);
  const most = top ?? Math.max(1, ...shown.map(({ value }) => value ?? 0));
  const width = Math.max(6, shown.length) * STEP;
  return (
    <svg class="month-chart" viewBox={`0 0 ${width} ${HEAD + HEIGHT + 20}`} aria-hidden="true" focusable="false">
      {shown.map(({ month, value }, index) => {
        const x = index * STEP + (STEP - BAR) / 2;
        const middle = index * STEP + STEP / 2;
        const height = value === null ? 0 : (Math.min(value, most) / most) * HEIGHT;
        return (
          <g key={month}>
            {value === null ? (
              <rect class="month-chart-gap" x={x} y={HEAD} width={BAR} height={HEIGHT} />
            ) : (
              <rect class="month-chart-bar" x={x} y={HEAD + HEIGHT - height} width={BAR} height={Math.max(height, 1)} />
            )}
            <text x={middle} y={(value === null ? HEAD : HEAD + HEIGHT - height) - 5} text-anchor="middle">
              {value === null ? leadWords.figures.unknownBar : show(value).replace(/ godz\.$/, "")}
            </text>
            <text x={middle} y={HEAD + HEIGHT + 15} text-anchor="middle">
              {month.slice(5)}
            </text>
          </g>
        );
      })}
      <line class="month-chart-zero" x1={0} x2={width} y1={HEAD + HEIGHT} y2={HEAD + HEIGHT} />
    </svg>
  );
}
