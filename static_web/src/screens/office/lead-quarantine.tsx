import { useState } from "preact/hooks";

import { useAnswer, useLatest } from "../../api/use-answer";
import { useAction } from "../../components/action";
import { Button } from "../../components/button";
import { Table } from "../../components/table";
import { Tile } from "../../components/tile";
import { Moment } from "../../components/values";
import { WaitFor } from "../../components/waiting";
import { dateTime } from "../../i18n/format";
import { useEvery } from "./activity";
import { leadApi, type Quarantine, type RecordReplay } from "./lead-api";
import { LeadPage } from "./lead-page";
import { leadWords } from "./lead-words";
import { Problem } from "./problem";

const WATCH_MS = 5_000;

/** The quarantined records, and replaying them, one or all with the same reason. */
export function LeadQuarantine() {
  const [round, setRound] = useState(0);
  const arriving = useAnswer((signal) => leadApi.quarantine(signal), `quarantine ${round}`);
  const latest = useLatest(arriving);
  const again = () => setRound((before) => before + 1);
  const waits = latest?.replays.some(({ state }) => state === "waiting") ?? false;
  useEvery(WATCH_MS, () => waits && again(), String(waits));
  return (
    <LeadPage page="quarantine">
      <p>{leadWords.quarantine.intro}</p>
      {latest ? <Shown found={latest} onAsked={again} /> : <WaitFor on={arriving} rows={6}>{(found) => <Shown found={found} onAsked={again} />}</WaitFor>}
    </LeadPage>
  );
}

function Shown({ found: { records, more, replays }, onAsked }: { found: Quarantine; onAsked: () => void }) {
  const text = leadWords.quarantine;
  const action = useAction();
  const ask = (name: string, body: { place: string } | { reason: string }) =>
    void action.run(async () => {
      await leadApi.replay({ place: null, reason: null, ...body });
      onAsked();
    }, name);
  const reasons = byReason(records);
  return (
    <>
      <Problem failure={action.failure} />
      {records.length === 0 ? (
        <p class="office-empty">{text.none}</p>
      ) : (
        <>
          {more && <p>{text.more(records.length)}</p>}
          <Tile title={text.reasons}>
            <ul class="office-versions">
              {reasons.map(([reason, count]) => (
                <li key={reason}>
                  <span class="office-reason-text">{reason}</span>
                  <Button
                    kind="quiet"
                    label={`${text.allOf(count)}: ${reason}`}
                    busy={action.busy === reason}
                    busyLabel={text.asking}
                    onClick={() => ask(reason, { reason })}
                  >
                    {text.allOf(count)}
                  </Button>
                </li>
              ))}
            </ul>
          </Tile>
          <Tile title={text.records}>
            <Table
              caption={text.records}
              rows={records}
              rowKey={({ place }) => place}
              atFirst={50}
              columns={[
                { head: text.place, rowHead: true, cell: ({ place }) => placeName(place) },
                { head: text.reason, cell: ({ reason }) => <span class="office-reason-text">{reason}</span> },
                { head: text.since, cell: ({ notedAt }) => <Moment instant={notedAt} /> },
                { head: text.cursor, cell: ({ cursor }) => cursor ?? text.noCursor },
                {
                  head: text.again,
                  cell: ({ place, cursor }) =>
                    cursor === null ? (
                      leadWords.none
                    ) : (
                      <Button
                        kind="quiet"
                        label={text.againOf(placeName(place))}
                        busy={action.busy === place}
                        busyLabel={text.asking}
                        onClick={() => ask(place, { place })}
                      >
                        {text.again}
                      </Button>
                    ),
                },
              ]}
            />
          </Tile>
        </>
      )}
      {replays.length > 0 && (
        <Tile title={text.replays}>
          <ul class="office-replays" aria-live="polite">
            {replays.map((replay) => (
              <Came key={replay.id} replay={replay} />
            ))}
          </ul>
        </Tile>
      )}
    </>
  );
}

function Came({ replay: { by, askedAt, place, reason, state, tried, good, withdrawn, left, still } }: { replay: RecordReplay }) {
  const text = leadWords.quarantine;
  return (
    <li>
      <strong class="office-reason-text">{place ? placeName(place) : reason}</strong>
      <span class="office-second">{text.asked(by, dateTime(askedAt))}</span>
      {state === "waiting" ? (
        <span class="badge badge-warn">{text.waiting}</span>
      ) : (
        <>
          <p>
            {[text.came(good, tried), withdrawn ? text.withdrawn(withdrawn) : "", left ? text.left(left) : ""].filter(Boolean).join(" ")}
          </p>
          {still.length > 0 && (
            <>
              <p>{text.still}</p>
              <ul>
                {still.map((one) => (
                  <li key={one.place}>
                    {placeName(one.place)}: <span class="office-reason-text">{one.reason}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </>
      )}
    </li>
  );
}

/** The reasons of quarantined records, the most frequent first. */
export function byReason(records: { reason: string }[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const { reason } of records) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const rows = Array.from(counts);
  rows.sort(([, one], [, other]) => other - one);
  return rows;
}

/** `document:document-1` in words. */
export function placeName(place: string): string {
  const [kind = "", id = ""] = place.split(/:(.*)/);
  const name = leadWords.quarantine.kinds[kind] ?? kind;
  return kind === "digest" ? `${name} ${id.slice(0, 8)}` : `${name} ${id}`;
}
