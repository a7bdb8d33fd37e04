import { firstDay } from "brand:core";
import { useLocation, useRoute } from "preact-iso";

import { serverNow } from "../../../api/server-clock";
import { type CoverageView, supplyApi } from "../../../api/supply";
import { useAnswer } from "../../../api/use-answer";
import { Banner } from "../../../components/banner";
import { plainDate } from "../../../i18n/format";
import { coveragePath } from "../../../paths";
import { type Letter, type Quality, qualityOf } from "../charts/bar";
import { addMonths, datesOf, twoDigits, warsawDate } from "../days";
import { kwh } from "../energy";
import { OnePoint } from "../one-point";
import { Sideways } from "../sideways";
import { useSupplyText } from "../text";
import { CalendarLegend, GapCalendar } from "./gap-calendar";

const FIRST_YEAR = Number(firstDay.slice(0, 4));

/** The quality of the data of each day of a year, when the next are due, and what was filled in or corrected. */
export function Coverage() {
  const text = useSupplyText().coverage;
  const { params } = useRoute();
  const { query } = useLocation();
  const id = params["id"] ?? "";
  const thisYear = Number(warsawDate(serverNow()).slice(0, 4));
  const asked = Number(query["rok"]);
  const year = asked >= FIRST_YEAR && asked <= thisYear ? asked : thisYear;
  const answer = useAnswer((signal) => supplyApi.coverage(id, year, signal), `${id} ${year}`);
  return (
    <OnePoint id={id} title={text.calendar} on={answer}>
      {(view) => (
        <>
          <nav class="chips" aria-label={text.year}>
            {Array.from({ length: thisYear - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index).map((one) => (
              <a key={one} href={coveragePath(id, one)} aria-current={one === year ? "true" : undefined}>
                {one}
              </a>
            ))}
          </nav>
          <Expected view={view} />
          {view.cells.length === 0 ? <p class="empty">{text.none}</p> : <Year view={view} />}
        </>
      )}
    </OnePoint>
  );
}

function Expected({ view: { expectedOn, late, knownTo: last, resolution } }: { view: CoverageView }) {
  const text = useSupplyText().coverage;
  const knownTo = last && resolution === "month" ? datesOf(last.slice(0, 7)).pop() : last;
  if (late && expectedOn) return <Banner tone="warn">{text.late(plainDate(expectedOn))}</Banner>;
  return (
    <p class="lead">
      {knownTo && text.knownTo(plainDate(knownTo))} {expectedOn && text.expected(plainDate(expectedOn))}
    </p>
  );
}

function Year({ view }: { view: CoverageView }) {
  const text = useSupplyText();
  const { cells, counts, year, resolution } = view;
  const found: Record<string, Quality> = {};
  cells.forEach(({ on, quality }) => {
    found[on] = qualityOf(quality);
  });
  const kinds = (Object.keys(counts) as Letter[]).map((letter) => ({ quality: qualityOf(letter), n: counts[letter] ?? 0 }));
  const months = Array.from({ length: 12 }, (_, index) => addMonths(`${year}-12`, -index)).filter((month) =>
    cells.some(({ on }) => on.slice(0, 7) === month),
  );
  const all = cells.map(({ quality }) => qualityOf(quality));
  return (
    <>
      <ul class="counts">
        {kinds.map(({ quality, n }) => (
          <li key={quality}>
            <strong>{resolution === "day" ? text.coverage.days(n) : text.coverage.months(n)}</strong> {text.chart.quality[quality]}
          </li>
        ))}
      </ul>
      {(counts.B ?? 0) > 0 && <p>{text.coverage.whatToDo}</p>}
      <CalendarLegend days={all} />
      {resolution === "day" ? (
        <div class="gap-calendars">
          {months.map((month) => (
            <GapCalendar key={month} month={month} days={datesOf(month).map((on) => found[on])} />
          ))}
        </div>
      ) : (
        <ul class="month-cells">
          {text.shortMonths.map((_, index) => addMonths(`${year}-01`, index)).filter((month) => months.indexOf(month) >= 0).map((month) => {
            const quality = found[`${month}-01`] ?? "awaited";
            return (
              <li key={month} class={`day-${quality}`}>
                {text.shortMonths[Number(month.slice(5)) - 1]} {twoDigits(year % 100)}
                <span class="visually-hidden"> {text.chart.quality[quality]}</span>
              </li>
            );
          })}
        </ul>
      )}
      <Changes view={view} />
    </>
  );
}

/** The values filled in or corrected later, with those before. */
function Changes({ view: { cells } }: { view: CoverageView }) {
  const text = useSupplyText();
  const changed = cells.filter(({ earlier }) => earlier.length > 0);
  if (changed.length === 0) return null;
  return (
    <section class="tile tile-plain">
      <h2>{text.coverage.changes}</h2>
      <Sideways label={text.coverage.changes}>
        <table class="values">
          <caption class="visually-hidden">{text.coverage.changes}</caption>
          <thead>
            <tr>
              <th scope="col">{text.usage.heads.day}</th>
              <th scope="col">{text.coverage.before}</th>
              <th scope="col">{text.coverage.after}</th>
              <th scope="col">{text.coverage.changedOn}</th>
            </tr>
          </thead>
          <tbody>
            {changed.map(({ on, imported, quality, earlier }) =>
              earlier.map((one) => (
                <tr key={on + one.changedOn}>
                  <th scope="row">{plainDate(on)}</th>
                  <td>
                    {one.imported === null ? text.chart.unknown : kwh(one.imported)}
                    {one.imported !== null && <span class="muted"> ({text.chart.quality[qualityOf(one.quality)]})</span>}
                  </td>
                  <td>
                    {imported === null ? text.chart.unknown : kwh(imported)}
                    <span class="muted"> ({text.chart.quality[qualityOf(quality)]})</span>
                  </td>
                  <td>{plainDate(one.changedOn)}</td>
                </tr>
              )),
            )}
          </tbody>
        </table>
      </Sideways>
    </section>
  );
}
