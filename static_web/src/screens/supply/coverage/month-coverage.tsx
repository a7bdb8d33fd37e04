import type { UsageView } from "../../../api/supply";
import { coveragePath } from "../../../paths";
import { type Quality, qualityOf } from "../charts/bar";
import { datesOf, monthOf } from "../days";
import { useSupplyText } from "../text";
import { CalendarLegend, GapCalendar } from "./gap-calendar";

/** The quality of the data of each day of a month, and what to do about gaps. */
export function MonthCoverage({ view, month, point }: { view: UsageView; month: string; point: string | undefined }) {
  const text = useSupplyText().coverage;
  const days = datesOf(month).map((on): Quality | undefined => {
    const [row] = view.rows.filter((one) => one.on === on);
    return row && qualityOf(row.quality);
  });
  const dates = datesOf(month);
  const of = (quality: Quality) => dates.filter((_, index) => days[index] === quality);
  const missing = of("missing");
  const awaited = of("awaited");
  const guessed = [...of("substitute"), ...of("estimated")];
  if (!days.some(Boolean)) return null;
  return (
    <section class="tile tile-plain">
      <h2>{text.title}</h2>
      {missing.length + awaited.length + guessed.length === 0 && <p>{text.whole}</p>}
      <ul class="list">
        {missing.length > 0 && <li>{text.missing(missing.length, dayNumbers(missing))}</li>}
        {awaited.length > 0 && <li>{text.awaited(awaited.length, dayNumbers(awaited))}</li>}
        {guessed.length > 0 && <li>{text.guessed(guessed.length)}</li>}
        {of("corrected").length > 0 && <li>{text.corrected(of("corrected").length)}</li>}
      </ul>
      <div class="gap-calendars">
        <div>
          <GapCalendar month={monthOf(dates[0] ?? month)} days={days} />
          <CalendarLegend days={days} />
        </div>
      </div>
      {point && (
        <p>
          <a href={coveragePath(point, Number(month.slice(0, 4)))}>{text.openCalendar}</a>
        </p>
      )}
    </section>
  );
}

/** Days of one month by their numbers, those in a row together: `3–5, 8`. */
function dayNumbers(dates: string[]): string {
  const runs: number[][] = [];
  dates.forEach((date) => {
    const day = Number(date.slice(8));
    const last = runs[runs.length - 1];
    if (last && last[last.length - 1] === day - 1) last.push(day);
    else runs.push([day]);
  });
  return runs.map((run) => (run.length > 1 ? `${run[0]}–${run[run.length - 1]}` : String(run[0]))).join(", ");
}
