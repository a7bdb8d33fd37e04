import type { UsageRow, UsageView } from "../../../api/supply";
import { warsawTime } from "../../../i18n/warsaw";
import { type Bar, qualityOf } from "../charts/bar";
import { datesOf, twoDigits } from "../days";
import type { SupplyCatalogue } from "../text/pl";
import { type Period, periodPath, type Series, type UsageQuery } from "./usage-query";

/** The bars of a view, one for each interval of the period, with or without a value. */
export function barsOf(view: UsageView, query: UsageQuery, text: SupplyCatalogue): Bar[] {
  if (query.period.kind === "day") return clockBars(view, query.series, text);
  return stretchesOf(query.period, text).map(({ on, tick, name, period }) => {
    const [row] = view.rows.filter((one) => one.on === on);
    const paired = query.series === "imported" && view.rows.some(({ before }) => before !== null);
    return {
      key: on,
      tick,
      name,
      ...valuesOf(row, view, query.series, text),
      ...(paired && { before: row?.before?.imported ?? null }),
      href: row?.finer && (query.point || period.kind !== "day") ? periodPath(query, period) : undefined,
    };
  });
}

interface Stretch {
  on: string;
  tick: string;
  name: string;
  /** The period that the bar leads to. */
  period: Period;
}

function stretchesOf(period: Exclude<Period, { kind: "day" }>, text: SupplyCatalogue): Stretch[] {
  if (period.kind === "month") {
    return datesOf(period.month).map((on) => ({
      on,
      tick: String(Number(on.slice(8))),
      name: text.dayOfMonth(on),
      period: { kind: "day", day: on },
    }));
  }
  return text.shortMonths.map((tick, index) => {
    const month = `${period.year}-${twoDigits(index + 1)}`;
    return { on: `${month}-01`, tick, name: text.monthOfYear(month), period: { kind: "month", month } };
  });
}

function clockBars(view: UsageView, series: Series, text: SupplyCatalogue): Bar[] {
  const hourly = view.resolution === "hour";
  const clocks = view.rows.map(({ at }) => warsawTime(new Date(at ?? "")));
  const twice = clocks.map(({ hour, minute }) => clocks.filter((other) => other.hour === hour && other.minute === minute).length > 1);
  const second = (index: number) => twice[index] && !twice[index + (hourly ? 1 : 4)];
  return view.rows.map((row, index) => {
    const { hour = 0, minute = 0 } = clocks[index] ?? {};
    const end = minute + (hourly ? 60 : 15);
    const span = `${hour}:${twoDigits(minute)}–${hour + Math.floor(end / 60)}:${twoDigits(end % 60)}`;
    const name = twice[index] ? `${span} (${second(index) ? text.usage.winter : text.usage.summer})` : span;
    return { key: row.at ?? String(index), tick: hourly ? String(hour) : `${hour}:${twoDigits(minute)}`, name, ...valuesOf(row, view, series, text) };
  });
}

type Known = Pick<Bar, "value" | "quality" | "mixed" | "partial" | "parts" | "change">;

function valuesOf(row: UsageRow | undefined, view: UsageView, series: Series, text: SupplyCatalogue): Known {
  if (!row) return { value: null };
  const value = series === "exported" ? row.exported : row.imported;
  return {
    value,
    quality: value === null ? emptyQuality(row) : qualityOf(row.quality),
    mixed: view.resolution === "month" || view.points > 1,
    partial: partOf(row, view, text),
    ...(series === "zones" && value !== null && { parts: view.zones.map((zone) => row.zones[zone] ?? null) }),
    ...(series === "imported" && row.comparison && { change: text.chart.change(row.comparison.difference, row.comparison.percent, row.comparison.days) }),
  };
}

/** The note of a partial value: of a part of the time, or of some points. */
function partOf({ complete, firstOn, lastOn, points }: UsageRow, view: UsageView, { chart: text }: SupplyCatalogue): string | undefined {
  const said = [
    ...(view.points > 1 && points < view.points ? [text.ofPoints(points, view.points)] : []),
    ...(firstOn ? [text.partlyFrom(firstOn)] : []),
    ...(lastOn ? [text.partly(lastOn)] : []),
  ];
  return said.join(", ") || (complete ? undefined : text.incomplete);
}

/** The quality of an interval without a value: missing, or still awaited. */
function emptyQuality({ quality }: UsageRow): "missing" | "awaited" {
  return quality === "N" ? "awaited" : "missing";
}
