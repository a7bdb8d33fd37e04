import { useState } from "preact/hooks";

import { type NextBill, supplyApi } from "../../../api/supply";
import { useAction } from "../../../components/action";
import { Button } from "../../../components/button";
import { ProblemLine } from "../../../components/problem-line";
import { Tile } from "../../../components/tile";
import { money, plainDate } from "../../../i18n/format";
import { kwh } from "../energy";
import { useSupplyText } from "../text";

/** What the next bill will be at this pace, worked out for whoever asks. */
export function NextBillTile({ point }: { point: string }) {
  const text = useSupplyText().nextBill;
  const [bill, setBill] = useState<NextBill>();
  const { busy, failure, run } = useAction();
  const ask = async () => setBill((await supplyApi.nextBill(point)).data);
  return (
    <Tile title={text.title}>
      {bill ? (
        <div role="status">
          <Foreseen bill={bill} />
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
