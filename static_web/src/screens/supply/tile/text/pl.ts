import { kwh, percent } from "../../energy";
import { MONTHS } from "../../months";

const monthAt = (of: string) => Number(of.slice(5, 7)) - 1;

/** The Polish words of the start page's tile of usage. */
export const pl = {
  title: "Zużycie",
  soFar: (month: string) => `dotąd w ${MONTHS.pl.inside[monthAt(month)] ?? ""}`,
  whole: (month: string) => `w ${MONTHS.pl.inside[monthAt(month)] ?? ""}`,
  same: "tyle samo co rok temu",
  more: (share: number) => `${percent(share)} więcej niż rok temu`,
  less: (share: number) => `${percent(share)} mniej niż rok temu`,
  sameDays: "(te same dni)",
  gaveBack: (wh: number) => `Do sieci oddano ${kwh(wh)}.`,
  chart: (first: string, last: string) => `Zużycie miesiąc po miesiącu, od ${first} do ${last}`,
  lastYear: "rok temu",
  shortMonths: MONTHS.pl.short,
  onward: "Zobacz zużycie",
};

export type TileCatalogue = typeof pl;
