import type { UsageView } from "../../../api/supply";
import { monthOf } from "../days";
import { useSupplyText } from "../text";
import { firstDayOf, type UsageQuery } from "./usage-query";

/** A summary of the chart in plain words. */
export function UsageSentence({ view, query, today }: { view: UsageView; query: UsageQuery; today: string }) {
  const text = useSupplyText().usage;
  const { period } = query;
  const { comparison, knownTo, rows } = view;
  const { imported, exported } = view.total;
  const isNow = today.slice(0, 4) === firstDayOf(period).slice(0, 4);
  if (imported === null && exported === null) {
    return <p class="lead">{rows.length ? text.none : !isNow ? text.noRows : knownTo ? text.noneSince(knownTo) : text.noneYet}</p>;
  }
  const percent = comparison?.percent ?? null;
  const inPart = comparison !== null && comparison.days !== null && comparison.imported !== imported;
  const change = inPart ? null : percent;
  const sameDays = comparison !== null && comparison.days !== null;
  const givenUp = view.point?.suppliedTo ?? today;
  const lines: string[] = [];
  if (imported !== null) {
    if (period.kind === "year") lines.push(text.used(period.year, imported, change, period.year === today.slice(0, 4) && givenUp >= today, sameDays));
    else if (period.kind === "month") lines.push(text.usedInMonth(period.month, imported, change, period.month === monthOf(today) && givenUp >= today, sameDays));
    else lines.push(text.usedOnDay(period.day, imported));
    if (inPart && percent !== null) lines.push(text.comparedInPart(comparison.days ?? 0, percent));
  }
  if (exported) lines.push(text.gaveBack(exported));
  const inDays = period.kind === "month" ? Math.max(...rows.map(({ points }) => points)) : view.points;
  const hours = period.kind === "day" ? rows.length / (view.resolution === "quarter" ? 4 : 1) : 24;
  if (hours === 25) lines.push(text.longDay);
  if (hours === 23) lines.push(text.shortDay);
  return (
    <>
      <p class="lead">{lines.join(" ")}</p>
      <p class="small muted">
        {[
          query.point === undefined && view.points > 1 && (inDays < view.points ? text.ofSomePoints(inDays, view.points) : text.ofPoints(view.points)),
          period.kind !== "day" && knownTo !== null && text.knownTo(knownTo),
        ]
          .filter(Boolean)
          .join(" ")}
      </p>
    </>
  );
}
