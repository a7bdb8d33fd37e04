import { useAnswer } from "../../api/use-answer";
import { Banner } from "../../components/banner";
import { Table } from "../../components/table";
import { Tile } from "../../components/tile";
import { WaitFor } from "../../components/waiting";
import { type Figures, leadApi, type MonthFigures } from "./lead-api";
import { LeadPage } from "./lead-page";
import { leadWords } from "./lead-words";
import { MonthChart } from "./month-chart";

/** The monthly figures of the office: answered in time, time to answer, ratings; as charts and as a table. */
export function LeadFigures() {
  const arriving = useAnswer((signal) => leadApi.figures(signal), "figures");
  return (
    <LeadPage page="figures">
      <p>{leadWords.figures.intro}</p>
      <WaitFor on={arriving} rows={6}>
        {(figures) => <Shown figures={figures} />}
      </WaitFor>
    </LeadPage>
  );
}

function Shown({ figures: { whole, months } }: { figures: Figures }) {
  const text = leadWords.figures;
  const values = (of: (month: MonthFigures) => number | null) => months.map((one) => ({ month: one.month, value: of(one) }));
  return (
    <>
      {!whole && <Banner tone="warn">{text.partial}</Banner>}
      {months.length === 0 ? (
        <p class="office-empty">{text.none}</p>
      ) : (
        <>
          <div class="office-tiles">
            <Tile title={text.inTimeChart}>
              <MonthChart values={values(shareOf)} top={100} show={(value) => `${value}%`} />
            </Tile>
            <Tile title={text.median}>
              <MonthChart values={values(({ medianHours }) => medianHours)} show={(value) => text.hours(decimal(value))} />
            </Tile>
            <Tile title={text.ratingChart}>
              <MonthChart values={values(({ average }) => average)} top={5} show={decimal} />
            </Tile>
          </div>
          <Tile title={text.table}>
            <Table
              caption={text.table}
              rows={latestFirst(months)}
              rowKey={({ month }) => month}
              columns={[
                { head: text.month, rowHead: true, cell: ({ month }) => monthName(month) },
                { head: text.answers, numeric: true, cell: ({ answers }) => String(answers) },
                { head: text.inTime, numeric: true, cell: inTime },
                { head: text.median, numeric: true, cell: ({ medianHours }) => (medianHours === null ? leadWords.none : text.hours(decimal(medianHours))) },
                { head: text.rating, numeric: true, cell: ({ average }) => (average === null ? leadWords.none : decimal(average)) },
                { head: text.ratings, numeric: true, cell: ({ ratings }) => String(ratings) },
              ]}
            />
          </Tile>
        </>
      )}
    </>
  );
}

/** The share of a month's answers that came in time, in whole per cent, rounded down: 99.6 is not all of them. */
export function shareOf({ answers, inTime: good }: MonthFigures): number | null {
  return answers === 0 ? null : Math.floor((100 * good) / answers);
}

function inTime(month: MonthFigures): string {
  const share = shareOf(month);
  return share === null ? leadWords.none : leadWords.figures.share(share, month.inTime, month.answers);
}

function latestFirst(months: MonthFigures[]): MonthFigures[] {
  return months.reduce<MonthFigures[]>((before, one) => [one, ...before], []);
}

const decimal = (value: number) => String(Math.round(value * 10) / 10).replace(".", ",");

/** `2026-11` as `11.2026`. */
export const monthName = (month: string) => `${month.slice(5)}.${month.slice(0, 4)}`;
