import { firstDay } from "brand:core";
import { useLocation } from "preact-iso";

import { serverNow } from "../../../api/server-clock";
import { type CostView, supplyApi } from "../../../api/supply";
import { useAnswer } from "../../../api/use-answer";
import { BackLink } from "../../../components/back-link";
import { PageTitle } from "../../../components/page";
import { isMissing, WaitFor } from "../../../components/waiting";
import { currency, decimal, money } from "../../../i18n/format";
import { costsPath } from "../../../paths";
import type { Bar } from "../charts/bar";
import { BarChart } from "../charts/bar-chart";
import { twoDigits, warsawDate } from "../days";
import { useSupplyText } from "../text";
import type { SupplyCatalogue } from "../text/pl";
import { usagePath, usageQuery } from "../usage/usage-query";
import { NextBillTile } from "./next-bill";
import { PricesAheadTile } from "./prices-ahead";

const FIRST_YEAR = Number(firstDay.slice(0, 4));

/** The cost of energy by month: billed, and estimated by price list for days not billed yet. */
export function Costs() {
  const text = useSupplyText().costs;
  const { query } = useLocation();
  const { point, period } = usageQuery(query, warsawDate(serverNow()));
  const thisYear = Number(warsawDate(serverNow()).slice(0, 4));
  const year = period.kind === "year" ? Number(period.year) : thisYear;
  const answer = useAnswer((signal) => supplyApi.costs(point, year, signal), `${point} ${year}`);
  return (
    <>
      <BackLink path={usagePath({ punkt: point ?? "", rok: String(year) })}>{text.back}</BackLink>
      <PageTitle>{text.title}</PageTitle>
      <nav class="chips" aria-label={text.year}>
        {Array.from({ length: thisYear - FIRST_YEAR + 1 }, (_, index) => FIRST_YEAR + index).map((one) => (
          <a key={one} href={costsPath(point, one)} aria-current={one === year ? "true" : undefined}>
            {one}
          </a>
        ))}
      </nav>
      <WaitFor on={answer} rows={9} missing={<p class="lead">{text.noSuchPoint}</p>}>
        {(view) => <Shown view={view} />}
      </WaitFor>
      {point && answer.state === "ready" && answer.data.dynamic && <PricesAheadTile point={point} />}
      {!isMissing(answer) && <NextBillTile key={point} point={point} />}
    </>
  );
}

function Shown({ view }: { view: CostView }) {
  const text = useSupplyText();
  const { months, year, billed, elsewhere, unassigned, deposit } = view;
  const estimated = months.reduce((sum, month) => sum + (month.estimated ?? 0), 0);
  if (months.length === 0) {
    return <p class="empty">{unassigned === 0 ? text.costs.none : `${text.costs.collective} ${text.costs.unassigned(money(unassigned))}`}</p>;
  }
  return (
    <section class="tile tile-plain usage">
      <p class="lead">
        {billed === null
          ? `${text.costs.collective} ${text.costs.byPriceList(String(year), money(estimated))}`
          : [text.costs.billed(String(year), money(billed)), ...(estimated > 0 ? [text.costs.estimatedSum(money(estimated))] : [])].join(" ")}
      </p>
      <BarChart
        caption={text.costs.caption(String(year))}
        bars={barsOf(view, text)}
        show={money}
        unit={currency()}
        tick={(grosze) => decimal(grosze).replace(/[.,]00$/, "")}
        series={{ now: text.costs.together }}
        parts={[...(billed === null ? [] : [text.costs.parts.billed]), ...(estimated > 0 ? [text.costs.parts.estimated] : [])]}
        head={text.usage.heads.month}
      />
      <ul class="list small muted">
        <li>{text.costs.net}</li>
        {estimated > 0 && deposit && <li>{text.costs.withoutDeposit}</li>}
        {elsewhere !== 0 && <li>{text.costs.elsewhere(money(elsewhere))}</li>}
        {unassigned !== 0 && <li>{text.costs.unassigned(money(unassigned))}</li>}
      </ul>
    </section>
  );
}

function barsOf({ months, year, billed }: CostView, text: SupplyCatalogue): Bar[] {
  return text.shortMonths.map((tick, index) => {
    const key = `${year}-${twoDigits(index + 1)}`;
    const [found] = months.filter(({ month }) => month.slice(0, 7) === key);
    const parts = found && (billed === null ? [found.estimated] : [found.billed, found.estimated]);
    return {
      key,
      tick,
      name: text.monthOfYear(key),
      value: found ? (found.billed ?? 0) + (found.estimated ?? 0) : null,
      ...(found && { quality: found.billed === null ? ("estimated" as const) : ("recorded" as const) }),
      ...(parts && { parts }),
    };
  });
}
