import { useState } from "preact/hooks";

import { type NextBill, type PointSummary, supplyApi } from "../../../api/supply";
import { useAbortSignal } from "../../../api/use-abort-signal";
import { useAction } from "../../../components/action";
import { Button } from "../../../components/button";
import { ProblemLine } from "../../../components/problem-line";
import { Tile } from "../../../components/tile";
import { money, plainDate } from "../../../i18n/format";
import { costsPath } from "../../../paths";
import { warsawDate } from "../days";
import { kwh } from "../energy";
import { useSupplyText } from "../text";
import { type Bills, MOST_POINTS, type PointBill, pointsBilled, together } from "./bills";

type Answer = { bill: NextBill } | { bills: PointBill[] } | { tooMany: true };

/** The estimate of the next bill, of a point or of all, on request. */
export function NextBillTile({ point }: { point: string | undefined }) {
  const text = useSupplyText().nextBill;
  const [answer, setAnswer] = useState<Answer>();
  const { busy, failure, run } = useAction();
  const signal = useAbortSignal();
  const ask = async () => setAnswer(point ? { bill: (await supplyApi.nextBill(point, signal)).data } : await ofAll(signal));
  return (
    <Tile title={text.title}>
      {answer ? (
        <div role="status">
          {"bill" in answer ? <Foreseen bill={answer.bill} /> : "bills" in answer ? <Together bills={answer.bills} /> : <p>{text.tooMany(MOST_POINTS)}</p>}
        </div>
      ) : (
        <>
          <p>{text.lead}</p>
          <ProblemLine failure={failure} />
          <Button kind="quiet" busy={busy !== undefined} busyLabel={text.busy} onClick={() => void run(ask)}>
            {text.ask}
          </Button>
        </>
      )}
    </Tile>
  );
}

async function ofAll(signal: AbortSignal | undefined): Promise<Answer> {
  const { points, next } = (await supplyApi.points({ limit: 100 }, signal)).data;
  const billed = pointsBilled(points, warsawDate(Date.now()));
  if (next !== null || billed.length > MOST_POINTS) return { tooMany: true };
  const bills = await Promise.all(billed.map(async (point: PointSummary) => ({ point, bill: (await supplyApi.nextBill(point.id, signal)).data })));
  const [only] = bills;
  return bills.length === 1 && only ? { bill: only.bill } : { bills };
}

function Together({ bills }: { bills: PointBill[] }) {
  const text = useSupplyText().nextBill;
  const { amount, unknown, without }: Bills = together(bills);
  if (bills.length === 0) return <p>{text.noPoints}</p>;
  return (
    <>
      {amount && (
        <p class="next-amount">
          {text.aboutAll} {money(amount.expected)}
        </p>
      )}
      <p>
        {amount && amount.low !== amount.high && text.between(money(amount.low), money(amount.high))} {unknown > 0 && text.unknownOf(unknown)}
      </p>
      <ul class="points">
        {bills.map(({ point, bill: { forecast, reason } }) => (
          <li key={point.id}>
            <a href={costsPath(point.id, Number(warsawDate(Date.now()).slice(0, 4)))}>{point.name ?? point.address}</a>
            <span class="small muted block">
              {!forecast
                ? text.reasons[reason ?? "too_little_data"]
                : `${forecast.amount ? money(forecast.amount.expected) : text.noPrices} ${text.energy(kwh(forecast.energy.expected), plainDate(forecast.periodFrom), plainDate(forecast.periodTo))}`}
            </span>
          </li>
        ))}
      </ul>
      {amount && without.length > 0 && <p class="small muted">{without.map((one) => text.without[one]).join(" ")}</p>}
    </>
  );
}

function Foreseen({ bill: { forecast, reason, without } }: { bill: NextBill }) {
  const text = useSupplyText().nextBill;
  if (!forecast) return <p>{text.reasons[reason ?? "too_little_data"]}</p>;
  const { energy, amount, periodFrom, periodTo, knownTo, basis } = forecast;
  return (
    <>
      {amount && (
        <p class="next-amount">
          {text.about} {money(amount.expected)}
        </p>
      )}
      <p>
        {!amount ? text.noPrices : amount.low === amount.high ? "" : text.between(money(amount.low), money(amount.high))}{" "}
        {text.energy(kwh(energy.expected), plainDate(periodFrom), plainDate(periodTo))}
      </p>
      <p class="small muted">
        {text.basis[basis]} {knownTo && text.knownTo(plainDate(knownTo))} {amount && without && text.without[without]}
      </p>
    </>
  );
}
