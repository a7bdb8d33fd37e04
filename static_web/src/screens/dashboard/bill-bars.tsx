import { useId } from "preact/hooks";

import type { Overview } from "../../api/client";
import { money } from "../../i18n/format";
import { useDashboardText } from "./text";

const STEP = 26;
const BAR = 10;
const HEIGHT = 72;

type Bills = Overview["bills"];

/** Twelve pairs of bars: this year solid, last year hatched; the same as a table for screen readers. */
export function BillBars({ bills }: { bills: Bills }) {
  const text = useDashboardText().bills;
  const hatch = `hatch${useId()}`;
  const most = Math.max(1, ...bills.map(({ amount, before }) => Math.max(amount, before ?? 0)));
  const box = (x: number, amount: number) => {
    const height = (Math.max(amount, 0) / most) * HEIGHT;
    return { x, width: BAR, y: HEIGHT - height, height };
  };
  const compared = bills.some(({ before }) => before !== null);
  const start = (12 - bills.length) * STEP;
  return (
    <div class="month-bars">
      <svg viewBox={`0 0 ${12 * STEP} ${HEIGHT + 18}`} aria-hidden="true">
        <defs>
          <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
            <rect class="hatch-ground" width="5" height="5" />
            <rect class="hatch-line" width="2" height="5" />
          </pattern>
        </defs>
        {bills.map(({ month, amount, before }, index) => {
          const x = start + index * STEP + 2;
          return (
            <g key={month}>
              {before !== null && <rect class="bar-before" {...box(x, before)} fill={`url(#${hatch})`} />}
              <rect class="bar-now" {...box(x + BAR + 1, amount)}>
                <title>{`${text.month(month)}: ${money(amount)}`}</title>
              </rect>
            </g>
          );
        })}
        <line class="chart-zero" x1={0} x2={12 * STEP} y1={HEIGHT} y2={HEIGHT} />
        {bills.map(({ month }, index) =>
          (bills.length - 1 - index) % 3 === 0 ? (
            <text key={month} x={start + index * STEP + STEP / 2} y={HEIGHT + 15} text-anchor="middle">
              {text.shortMonth(month)}
            </text>
          ) : null,
        )}
      </svg>
      {compared && (
        <p class="small muted month-bars-key" aria-hidden="true">
          <span class="swatch swatch-before" />
          {text.lastYear}
        </p>
      )}
      {/* Around the table: a table itself stays as wide as its words, and would widen the page. */}
      <div class="visually-hidden">
        <table>
          <caption>{text.table}</caption>
          <thead>
            <tr>
              <th scope="col">{text.monthHead}</th>
              <th scope="col">{text.amountHead}</th>
              {compared && <th scope="col">{text.beforeHead}</th>}
            </tr>
          </thead>
          <tbody>
            {bills.map(({ month, amount, before }) => (
              <tr key={month}>
                <th scope="row">{text.month(month)}</th>
                <td>{money(amount)}</td>
                {compared && <td>{before === null ? text.unknown : money(before)}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
