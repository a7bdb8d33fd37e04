import { kwh, percent } from "../../energy";
import { MONTHS } from "../../months";
import type { TileCatalogue } from "./pl";

const monthAt = (of: string) => Number(of.slice(5, 7)) - 1;

export const en: TileCatalogue = {
  title: "Usage",
  soFar: (month) => `so far in ${MONTHS.en.inside[monthAt(month)] ?? ""}`,
  whole: (month) => `in ${MONTHS.en.inside[monthAt(month)] ?? ""}`,
  same: "as much as a year ago",
  more: (share) => `${percent(share)} more than a year ago`,
  less: (share) => `${percent(share)} less than a year ago`,
  sameDays: "(the same days)",
  gaveBack: (wh) => `${kwh(wh)} were given back to the grid.`,
  chart: (first, last) => `Usage month by month, ${first} to ${last}`,
  lastYear: "a year ago",
  shortMonths: MONTHS.en.short,
  onward: "See the usage",
};
