import type { UsageView } from "../../../api/supply";
import { monthOf } from "../days";
import { useSupplyText } from "../text";
import { firstDayOf, type UsageWish } from "./wish";

/** What the chart shows, in plain words above it. */
export function UsageSentence({ view, wish, today }: { view: UsageView; wish: UsageWish; today: string }) {
  const text = useSupplyText().usage;
  const { period } = wish;
  const { imported, exported } = view.total;
  const isNow = today.slice(0, 4) === firstDayOf(period).slice(0, 4);
  if (imported === null && exported === null) return <p class="lead">{view.rows.length ? text.none : isNow ? text.noneYet : text.noRows}</p>;
  const change = view.comparison?.percent ?? null;
  const lines: string[] = [];
  if (imported !== null) {
    if (period.kind === "year") lines.push(text.used(period.year, imported, change, period.year === today.slice(0, 4)));
    else if (period.kind === "month") lines.push(text.usedInMonth(period.month, imported, change, period.month === monthOf(today)));
    else lines.push(text.usedOnDay(period.day, imported));
  }
  if (exported) lines.push(text.gaveBack(exported));
  if (period.kind === "day" && view.resolution === "hour" && view.rows.length === 25) lines.push(text.longDay);
  if (period.kind === "day" && view.resolution === "hour" && view.rows.length === 23) lines.push(text.shortDay);
  return (
    <>
      <p class="lead">{lines.join(" ")}</p>
      <p class="small muted">
        {[
          wish.point === undefined && view.points > 1 && text.ofPoints(view.points),
          period.kind !== "day" && view.knownTo !== null && text.knownTo(view.knownTo),
        ]
          .filter(Boolean)
          .join(" ")}
      </p>
    </>
  );
}
