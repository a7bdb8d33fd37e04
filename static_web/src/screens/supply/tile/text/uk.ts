import { kwh, percent } from "../../energy";
import { MONTHS } from "../../months";
import type { TileCatalogue } from "./pl";

const monthAt = (of: string) => Number(of.slice(5, 7)) - 1;

export const uk: TileCatalogue = {
  title: "Споживання",
  soFar: (month) => `поки що в ${MONTHS.uk.inside[monthAt(month)] ?? ""}`,
  whole: (month) => `у ${MONTHS.uk.inside[monthAt(month)] ?? ""}`,
  same: "стільки ж, як рік тому",
  more: (share) => `${percent(share)} більше, ніж рік тому`,
  less: (share) => `${percent(share)} менше, ніж рік тому`,
  sameDays: "(ті самі дні)",
  gaveBack: (wh) => `У мережу віддано ${kwh(wh)}.`,
  chart: (first, last) => `Споживання за місяцями, ${first} – ${last}`,
  lastYear: "рік тому",
  shortMonths: MONTHS.uk.short,
  onward: "Переглянути споживання",
};
