import { useId, useState } from "preact/hooks";

import { Button } from "../../../components/button";
import { Sideways } from "../sideways";
import { useSupplyText } from "../text";
import { remarksOf } from "./bar";
import type { ChartProps } from "./bar-chart";

/** The chart's values as a table, on request and always on paper. */
export function ValueTable({ chart }: { chart: ChartProps }) {
  const text = useSupplyText().chart;
  const [open, setOpen] = useState(false);
  const id = useId();
  const { caption, bars, show, series, parts, head, onward } = chart;
  const qualified = bars.some((bar) => remarksOf(bar, text).length > 0);
  const paired = bars.some(({ before }) => before !== undefined);
  return (
    <>
      <p class="chart-actions">
        <Button kind="quiet" onClick={() => setOpen(!open)} expanded={open} controls={id}>
          {open ? text.hideTable : text.showTable}
        </Button>
      </p>
      <Sideways id={id} label={caption} shut={!open}>
        <table class="values">
          <caption class="visually-hidden">{caption}</caption>
          <thead>
            <tr>
              <th scope="col">{head}</th>
              {(parts ?? []).map((part) => (
                <th key={part} scope="col" class="numeric">
                  {part}
                </th>
              ))}
              <th scope="col" class="numeric">
                {parts ? text.together : series.now}
              </th>
              {paired && (
                <th scope="col" class="numeric">
                  {series.before}
                </th>
              )}
              {qualified && <th scope="col">{text.qualityHead}</th>}
            </tr>
          </thead>
          <tbody>
            {bars.map((bar) => (
              <tr key={bar.key}>
                <th scope="row">{bar.href && onward ? <a href={bar.href}>{bar.name}</a> : bar.name}</th>
                {(parts ?? []).map((part, index) => (
                  <td key={part} class="numeric">
                    {typeof bar.parts?.[index] === "number" ? show(bar.parts[index]) : "–"}
                  </td>
                ))}
                <td class="numeric">{bar.value === null ? "–" : show(bar.value)}</td>
                {paired && <td class="numeric">{typeof bar.before === "number" ? show(bar.before) : "–"}</td>}
                {qualified && <td>{remarksOf(bar, text).join(", ") || (bar.quality ? text.quality[bar.quality] : "")}</td>}
              </tr>
            ))}
          </tbody>
        </table>
      </Sideways>
    </>
  );
}
