import { useState } from "preact/hooks";

import { useAnswer, useLatest } from "../../api/use-answer";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { Tile } from "../../components/tile";
import { WaitFor } from "../../components/waiting";
import { dateTime } from "../../i18n/format";
import { useEvery } from "./activity";
import { Fact } from "./fact";
import { leadApi, type PortalState } from "./lead-api";
import { ago, LeadPage } from "./lead-page";
import { leadWords } from "./lead-words";
import { OFFICE } from "./paths";

const FRESH_MS = 60_000;

/** The state of the sync, mails and payments. */
export function LeadState() {
  const [round, setRound] = useState(0);
  const arriving = useAnswer((signal) => leadApi.state(signal), `state ${round}`);
  const latest = useLatest(arriving);
  const again = () => setRound((before) => before + 1);
  useEvery(FRESH_MS, again);
  return (
    <LeadPage page="state">
      <p>{leadWords.state.intro}</p>
      {latest ? <Shown state={latest} onAgain={again} /> : <WaitFor on={arriving} rows={6}>{(state) => <Shown state={state} onAgain={again} />}</WaitFor>}
    </LeadPage>
  );
}

function Shown({ state: { sync, countedAt, quarantined, mails, payments }, onAgain }: { state: PortalState; onAgain: () => void }) {
  const text = leadWords.state;
  return (
    <>
      {sync.late && <Banner tone="due">{text.late}</Banner>}
      {sync.doubted && <Banner tone="due">{text.doubted}</Banner>}
      <div class="office-tiles">
        <Tile title={text.sync}>
          <dl class="office-list">
            <Fact name={text.complete}>{since(sync.completeAt)}</Fact>
            <Fact name={text.ran}>{since(sync.ranAt)}</Fact>
            <Fact name={text.outcome}>
              {sync.outcome ? <span class={`badge badge-${sync.outcome === "complete" ? "over" : "warn"}`}>{text.outcomes[sync.outcome]}</span> : leadWords.unknown}
            </Fact>
            <Fact name={text.aside}>
              {figure(quarantined)} <a href={OFFICE.leadQuarantine}>{text.asideLink}</a>
            </Fact>
          </dl>
        </Tile>
        <Tile title={text.mails}>
          <dl class="office-list">
            <Fact name={text.waiting}>{figure(mails?.waiting)}</Fact>
            <Fact name={text.oldest}>{oldest(mails)}</Fact>
            <Fact name={text.failed}>{figure(mails?.failed)}</Fact>
            <Fact name={text.expired}>{figure(mails?.expired)}</Fact>
          </dl>
        </Tile>
        <Tile title={text.payments}>
          <dl class="office-list">
            <Fact name={text.waitingMoney}>{figure(payments?.waiting)}</Fact>
            <Fact name={text.unconfirmed}>{figure(payments?.unconfirmed)}</Fact>
            <Fact name={text.unreported}>{figure(payments?.unreported)}</Fact>
            <Fact name={text.unbooked}>{figure(payments?.unbooked)}</Fact>
            <Fact name={text.oldestPaid}>{oldest(payments)}</Fact>
            <Fact name={text.alarms}>{figure(payments?.alarms)}</Fact>
          </dl>
        </Tile>
      </div>
      <p class="office-second">{countedAt ? text.counted(dateTime(countedAt)) : text.neverCounted}</p>
      <Button kind="quiet" onClick={onAgain}>
        {text.refresh}
      </Button>
    </>
  );
}

/** A count, or that it is unknown. */
const figure = (count: number | null | undefined) => (count === undefined || count === null ? leadWords.unknown : String(count));

const since = (instant: string | null) => (instant ? `${dateTime(instant)} (${ago(instant)})` : leadWords.unknown);

/** Since when the oldest has been waiting; unknown where it was not counted. */
function oldest(counted: { oldestAt: string | null } | null): string {
  if (!counted) return leadWords.unknown;
  return counted.oldestAt ? since(counted.oldestAt) : leadWords.state.nothingWaits;
}
