import { useSupplyText } from "../text";
import { type Bar, partsOf, remarksOf } from "./bar";
import type { ChartProps } from "./bar-chart";

/** The values of the selected bar, below the chart. Hidden from screen readers, which get them from the slider. */
export function Readout({ bar, chart }: { bar: Bar | undefined; chart: ChartProps }) {
  const text = useSupplyText().chart;
  const { show, series, onward } = chart;
  if (!bar) return <p class="readout readout-hint muted small">{chart.bars.some(({ href }) => href) ? text.pointAndGo : text.point}</p>;
  return (
    <div class="readout">
      <p>
        <strong>{bar.name}</strong>{" "}
        {bar.value !== null && <span class="readout-value">{show(bar.value)}</span>}
        {remarksOf(bar, text).map((remark) => (
          <span key={remark} class="badge badge-warn">
            {remark}
          </span>
        ))}
      </p>
      <p class="small muted">
        {partsOf(bar, chart).join(" · ")}
        {bar.before !== undefined && `${series.before}: ${bar.before === null ? text.unknown : show(bar.before)}`}
        {bar.change && ` · ${bar.change}`}
        {bar.before !== undefined && bar.href && onward && " · "}
        {bar.href && onward && <a href={bar.href}>{onward(bar.name)}</a>}
      </p>
    </div>
  );
}
