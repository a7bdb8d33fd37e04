import { useSupplyText } from "../text";
import { type Bar, isEstimate } from "./bar";

interface LegendProps {
  bars: Bar[];
  series: { now: string; before?: string };
  parts?: string[];
}

/** The legend, only of the kinds of bar that are in the chart. */
export function Legend({ bars, series, parts }: LegendProps) {
  const text = useSupplyText().chart;
  const has = (test: (bar: Bar) => boolean) => bars.some(test);
  return (
    <ul class="legend">
      {parts ? (
        parts.map((part, index) => (
          <li key={part}>
            <span class={`swatch swatch-part-${index}`} aria-hidden="true" />
            {part}
          </li>
        ))
      ) : (
        <li>
          <span class="swatch swatch-now" aria-hidden="true" />
          {series.now}
        </li>
      )}
      {series.before && has(({ before }) => typeof before === "number") && (
        <li>
          <span class="swatch swatch-before" aria-hidden="true" />
          {series.before}
        </li>
      )}
      {has(({ value, quality }) => value !== null && isEstimate(quality)) && (
        <li>
          <span class="swatch swatch-estimate" aria-hidden="true" />
          {text.estimates}
        </li>
      )}
      {has(({ value, quality }) => value === null && quality === "missing") && (
        <li>
          <span class="swatch swatch-missing" aria-hidden="true" />
          {text.missing}
        </li>
      )}
      {has(({ value, quality }) => value === null && quality === "awaited") && (
        <li>
          <span class="swatch swatch-awaited" aria-hidden="true" />
          {text.awaited}
        </li>
      )}
    </ul>
  );
}
