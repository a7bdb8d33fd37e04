import { useLocation } from "preact-iso";

import type { UsageView } from "../../../api/supply";
import { costsPath } from "../../../paths";
import { BarChart } from "../charts/bar-chart";
import { axisOf, kwh } from "../energy";
import { useSupplyText } from "../text";
import { zoneName } from "../zones/zone-name";
import { barsOf } from "./bars";
import { periodName } from "./period-navigation";
import { periodPath, type Series, type UsageQuery } from "./usage-query";

/** The chart of a view, with the switches of series and resolution. */
export function UsageChart({ view, query }: { view: UsageView; query: UsageQuery }) {
  const text = useSupplyText();
  const offered = offeredOf(view);
  const series = offered.indexOf(query.series) >= 0 ? query.series : "imported";
  const bars = barsOf(view, { ...query, series }, text);
  const { unit, tick } = axisOf(bars.map(({ value, before }) => Math.max(value ?? 0, before ?? 0)));
  const when = periodName(query.period, text);
  const years = query.period.kind === "day" ? undefined : yearsOf(query.period.kind === "year" ? query.period.year : query.period.month);
  return (
    <>
      {(offered.length > 1 || query.period.kind === "year") && (
        <nav class="chips" aria-label={text.usage.show}>
          {offered.map((one) => (
            <a key={one} href={periodPath({ ...query, series: one }, query.period)} aria-current={one === series ? "true" : undefined}>
              {text.usage.what[one]}
            </a>
          ))}
          {query.period.kind === "year" && <a href={costsPath(query.point, Number(query.period.year))}>{text.costs.tab}</a>}
        </nav>
      )}
      {query.period.kind === "day" && <ResolutionSwitch query={query} />}
      <BarChart
        caption={text.usage.caption[series](when)}
        bars={bars}
        show={kwh}
        unit={unit}
        tick={tick}
        series={{
          now: years && series === "imported" ? years.now : text.usage.what[series],
          ...(years && series === "imported" && { before: years.before }),
        }}
        {...(series === "zones" && { parts: view.zones.map((zone) => zoneName(text.zones, zone)) })}
        head={text.usage.heads[view.resolution]}
        onward={text.usage.onward}
      />
    </>
  );
}

/** The series a view has: zones where there are several, exported energy where there is any. */
function offeredOf({ zones, rows }: UsageView): Series[] {
  return [
    "imported",
    ...(zones.length > 1 ? (["zones"] as const) : []),
    ...(rows.some(({ exported }) => exported !== null) ? (["exported"] as const) : []),
  ];
}

function yearsOf(period: string): { now: string; before: string } {
  const year = period.slice(0, 4);
  return { now: year, before: String(Number(year) - 1) };
}

function ResolutionSwitch({ query }: { query: UsageQuery }) {
  const text = useSupplyText().usage;
  const { route } = useLocation();
  return (
    <fieldset class="switch switch-narrow">
      <legend>{text.resolution}</legend>
      <div class="switch-options">
        {(["hour", "quarter"] as const).map((one) => {
          const on = (one === "quarter") === query.quarters;
          return (
            <label key={one} class={on ? "switch-on" : undefined}>
              <input
                type="radio"
                name="resolution"
                checked={on}
                onChange={() => route(periodPath({ ...query, quarters: one === "quarter" }, query.period), true)}
              />
              <span>{text.resolutions[one]}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
