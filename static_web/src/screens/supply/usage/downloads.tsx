import { type UsageView, usageFile } from "../../../api/supply";
import { useLanguage } from "../../../i18n/text";
import { PATHS } from "../../../paths";
import { addDays, addMonths } from "../days";
import { useSupplyText } from "../text";
import { firstDayOf, type UsageQuery } from "./usage-query";

/** The view as files, with what each is good for; Green Button only where there are daily values. */
export function Downloads({ view, query }: { view: UsageView; query: UsageQuery }) {
  const supply = useSupplyText();
  const text = supply.downloads;
  const coarse = query.period.kind === "year" ? view.rows.filter(({ finer, imported, exported }) => !finer && (imported !== null || exported !== null)) : [];
  const fine = query.period.kind !== "year" || view.rows.some(({ finer }) => finer);
  const { language } = useLanguage();
  const { point, period } = query;
  const from = firstDayOf(period);
  const resolution = period.kind === "year" ? "month" : period.kind === "month" ? "day" : query.quarters ? "quarter" : "hour";
  const params = { resolution, from, compare: period.kind === "day" ? undefined : "true", locale: language };
  return (
    <details class="more-filters downloads">
      <summary>{text.title}</summary>
      <ul class="points">
        <li>
          <a href={usageFile(point, "xlsx", params)} download>
            Excel (XLSX)
          </a>
          <span class="small muted block">{text.xlsx}</span>
        </li>
        <li>
          <a href={usageFile(point, "csv", params)} download>
            CSV
          </a>
          <span class="small muted block">{period.kind === "day" ? text.csvMonth : text.csv}</span>
        </li>
        {point && fine && (
          <li>
            <a href={usageFile(point, "xml", { from, to: lastDayOf(query) })} download>
              Green Button (XML)
            </a>
            <span class="small muted block">
              {text.greenButton} {coarse.length > 0 && text.greenButtonWithout(coarse.map(({ on }) => supply.monthOfYear(on)).join(", "))}
            </span>
          </li>
        )}
        <li>
          <a href={PATHS.apiKeys}>{text.api}</a>
          <span class="small muted block">{text.apiHint}</span>
        </li>
      </ul>
    </details>
  );
}

function lastDayOf({ period }: UsageQuery): string {
  if (period.kind === "year") return `${period.year}-12-31`;
  return period.kind === "month" ? addDays(`${addMonths(period.month, 1)}-01`, -1) : period.day;
}
