import { useLocation } from "preact-iso";

import type { UsageView } from "../../../api/supply";
import { costsPath } from "../../../paths";
import { BarChart } from "../charts/bar-chart";
import { axisOf, kwh } from "../energy";
import { useSupplyText } from "../text";
import { zoneName } from "../zones/zone-name";
import { barsOf } from "./bars";
import { periodName } from "./period-navigation";
import { periodPath, type Series, type UsageWish } from "./wish";

/** The chart of a view, and the switches between what of it is shown. */
export function UsageChart({ view, wish }: { view: UsageView; wish: UsageWish }) {
  const text = useSupplyText();
  const offered = offeredOf(view);
  const series = offered.indexOf(wish.series) >= 0 ? wish.series : "imported";
  const bars = barsOf(view, { ...wish, series }, text);
  const { unit, tick } = axisOf(bars.map(({ value, before }) => Math.max(value ?? 0, before ?? 0)));
  const when = periodName(wish.period, text);
  const years = wish.period.kind === "day" ? undefined : yearsOf(wish.period.kind === "year" ? wish.period.year : wish.period.month);
  return (
    <>
      {(offered.length > 1 || wish.period.kind === "year") && (
        <nav class="chips" aria-label={text.usage.show}>
          {offered.map((one) => (
            <a key={one} href={periodPath({ ...wish, series: one }, wish.period)} aria-current={one === series ? "true" : undefined}>
              {text.usage.what[one]}
            </a>
          ))}
          {wish.period.kind === "year" && <a href={costsPath(wish.point, Number(wish.period.year))}>{text.costs.tab}</a>}
        </nav>
      )}
      {wish.period.kind === "day" && <ResolutionSwitch wish={wish} />}
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

/** What a view has to show: zones where there are several, energy given back where any was. */
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

function ResolutionSwitch({ wish }: { wish: UsageWish }) {
  const text = useSupplyText().usage;
  const { route } = useLocation();
  return (
    <fieldset class="switch switch-narrow">
      <legend>{text.resolution}</legend>
      <div class="switch-options">
        {(["hour", "quarter"] as const).map((one) => {
          const on = (one === "quarter") === wish.quarters;
          return (
            <label key={one} class={on ? "switch-on" : undefined}>
              <input
                type="radio"
                name="resolution"
                checked={on}
                onChange={() => route(periodPath({ ...wish, quarters: one === "quarter" }, wish.period), true)}
              />
              <span>{text.resolutions[one]}</span>
            </label>
          );
        })}
      </div>
    </fieldset>
  );
}
