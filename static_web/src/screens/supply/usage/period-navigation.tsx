import { ArrowIcon, BackIcon } from "../../../components/icons";
import { useSupplyText } from "../text";
import type { SupplyCatalogue } from "../text/pl";
import { around, neighbour, type Period, periodPath, type UsageQuery } from "./usage-query";

/** The name of the period, with links to the previous, the next and the longer one. */
export function PeriodNavigation({ query, today }: { query: UsageQuery; today: string }) {
  const text = useSupplyText();
  const longer = around(query.period);
  const link = (period: Period | undefined, side: "earlier" | "later") =>
    period ? (
      <a class="period-step" href={periodPath(query, period)}>
        {side === "earlier" && <BackIcon size={20} />}
        <span class="visually-hidden">{text.usage[side]}: </span>
        <span class="period-name">{periodName(period, text, true)}</span>
        {side === "later" && <ArrowIcon size={20} />}
      </a>
    ) : (
      <span class="period-step" />
    );
  return (
    <nav class="periods" aria-label={text.usage.period}>
      {longer && (
        <a class="period-up" href={periodPath(query, longer)}>
          {longer.kind === "year" ? text.usage.wholeYear(longer.year) : text.usage.wholeMonth(periodName(longer, text))}
        </a>
      )}
      <div class="period-row">
        {link(neighbour(query.period, -1, today), "earlier")}
        <strong class="period-here" aria-current="true">
          {periodName(query.period, text)}
        </strong>
        {link(neighbour(query.period, 1, today), "later")}
      </div>
    </nav>
  );
}

/** A period by name: `2026`, `październik 2026`, `niedziela, 25.10.2026`; in short without what is understood. */
export function periodName(period: Period, text: SupplyCatalogue, short = false): string {
  if (period.kind === "year") return period.year;
  if (period.kind === "month") return short ? (text.shortMonths[Number(period.month.slice(5)) - 1] ?? "") : text.monthOfYear(period.month);
  return short ? text.dayShort(period.day) : text.dayName(period.day);
}
