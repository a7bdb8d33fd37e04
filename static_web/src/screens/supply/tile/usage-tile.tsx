import { supplyApi, type UsageRow } from "../../../api/supply";
import { useAnswer } from "../../../api/use-answer";
import { ArrowIcon } from "../../../components/icons";
import { Tile } from "../../../components/tile";
import { WaitFor } from "../../../components/waiting";
import { PATHS } from "../../../paths";
import { kwh } from "../energy";
import { MonthBars } from "./month-bars";
import { type TileCatalogue, useTileText } from "./text";

/** The start page's view of usage: the newest month in a number, the year in bars. Without data there is none. */
export function UsageTile() {
  const text = useTileText();
  const answer = useAnswer((signal) => supplyApi.totalUsage({ resolution: "month", compare: true }, signal), "usage");
  if (answer.state === "ready" && !newest(answer.data.rows)) return null;
  return (
    <Tile title={text.title}>
      <WaitFor on={answer} rows={6}>
        {({ rows }) => <Shown rows={rows} />}
      </WaitFor>
    </Tile>
  );
}

function Shown({ rows }: { rows: UsageRow[] }) {
  const text = useTileText();
  const row = newest(rows);
  if (!row) return null;
  return (
    <>
      <p class="next-amount">{kwh(row.imported ?? 0)}</p>
      <p>
        {row.complete ? text.whole(row.on) : text.soFar(row.on)}
        {row.comparison && `, ${change(text, row.comparison.percent)}`}
        {row.comparison && row.comparison.days !== null && ` ${text.sameDays}`}
      </p>
      <MonthBars rows={rows} />
      {row.exported !== null && row.exported > 0 && <p class="small muted">{text.gaveBack(row.exported)}</p>}
      <p class="tile-foot">
        <a class="onward" href={PATHS.usage}>
          <span>{text.onward}</span>
          <ArrowIcon size={20} />
        </a>
      </p>
    </>
  );
}

function change(text: TileCatalogue, share: number | null): string {
  if (share === null || Math.abs(share) < 0.5) return text.same;
  return share > 0 ? `▲ ${text.more(share)}` : `▼ ${text.less(share)}`;
}

/** The last month of which anything is known. */
function newest(rows: UsageRow[]): UsageRow | undefined {
  return rows.filter(({ imported }) => imported !== null).pop();
}
