import { useState } from "preact/hooks";

import { accountApi, type DeviceName, type KeyUse, type OwnSession, type SignInEntry } from "../../api/account";
import { useAnswer } from "../../api/use-answer";
import { useAction } from "../../components/action";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { ProblemLine } from "../../components/problem-line";
import { type Column, Table } from "../../components/table";
import { Tile } from "../../components/tile";
import { Moment } from "../../components/values";
import { WaitFor } from "../../components/waiting";
import { useAccountText } from "./text";
import { PATHS } from "../../paths";
import { SecurityPage } from "./security-page";

/** The active sessions and the recent sign-ins of the account. */
export function SignIns() {
  const text = useAccountText().signIns;
  const [edition, setEdition] = useState(0);
  const [said, setSaid] = useState<string>();
  const sessions = useAnswer(accountApi.sessions, `sessions ${edition}`);
  const history = useAnswer(accountApi.signIns, "history");
  return (
    <SecurityPage title={text.title}>
      {said && <Banner tone="good">{said}</Banner>}
      <Tile title={text.devices}>
        <WaitFor on={sessions}>
          {({ items }) => (
            <Sessions
              sessions={items}
              onEnded={(sentence) => {
                setSaid(sentence);
                setEdition((seen) => seen + 1);
              }}
            />
          )}
        </WaitFor>
      </Tile>
      <Tile title={text.history}>
        <WaitFor on={history} rows={6}>
          {({ items }) => <History entries={items} />}
        </WaitFor>
      </Tile>
      {history.state === "ready" && history.data.keyUses.length > 0 && <KeyUses uses={history.data.keyUses} />}
      <p>
        {text.note} <a href={PATHS.changePassword}>{useAccountText().changePassword.title}</a>
      </p>
    </SecurityPage>
  );
}

function Sessions({ sessions, onEnded }: { sessions: OwnSession[]; onEnded: (sentence: string) => void }) {
  const text = useAccountText().signIns;
  const name = useDeviceName();
  const action = useAction();
  const columns: Column<OwnSession>[] = [
    {
      head: text.device,
      rowHead: true,
      cell: ({ device, current }) => (
        <>
          {name(device)}
          {current && <span class="badge badge-plain badge-after">{text.thisOne}</span>}
        </>
      ),
    },
    { head: text.since, cell: ({ createdAt }) => <Moment instant={createdAt} /> },
    { head: text.seen, cell: ({ seenAt }) => <Moment instant={seenAt} /> },
    {
      head: text.action,
      bare: true,
      hideEmpty: true,
      cell: ({ id, device, current }) =>
        current ? null : (
          <Button
            kind="quiet"
            label={text.endWhat(name(device))}
            busy={action.busy === id}
            busyLabel={text.busy}
            onClick={() =>
              void action.run(async () => {
                await accountApi.endSession(id);
                onEnded(text.ended);
              }, id)
            }
          >
            {text.end}
          </Button>
        ),
    },
  ];
  return (
    <>
      <Table caption={text.devices} columns={columns} rows={sessions} rowKey={({ id }) => id} />
      <ProblemLine failure={action.failure} />
      {sessions.length > 1 && (
        <div class="actions">
          <Button
            kind="quiet"
            busy={action.busy === "others"}
            busyLabel={text.busy}
            onClick={() =>
              void action.run(async () => {
                await accountApi.endOtherSessions();
                onEnded(text.othersEnded);
              }, "others")
            }
          >
            {text.endOthers}
          </Button>
        </div>
      )}
    </>
  );
}

function KeyUses({ uses }: { uses: KeyUse[] }) {
  const text = useAccountText().signIns;
  const columns: Column<KeyUse>[] = [
    { head: text.when, rowHead: true, cell: ({ at }) => <Moment instant={at} /> },
    { head: text.key, cell: ({ key }) => key },
    { head: text.network, cell: ({ source }) => (source === "unknown" ? "–" : source) },
  ];
  return (
    <Tile title={text.keyUses}>
      <p>
        {text.keyUsesNote} <a href={PATHS.apiKeys}>{text.apiKeys}</a>
      </p>
      <Table caption={text.keyUses} columns={columns} rows={uses} rowKey={({ at }, index) => `${at} ${index}`} atFirst={20} />
    </Tile>
  );
}

function History({ entries }: { entries: SignInEntry[] }) {
  const text = useAccountText().signIns;
  const name = useDeviceName();
  const columns: Column<SignInEntry>[] = [
    { head: text.when, rowHead: true, cell: ({ at }) => <Moment instant={at} /> },
    {
      head: text.device,
      cell: ({ device, newDevice }) => (
        <>
          {name(device)}
          {newDevice && <span class="badge badge-warn badge-after">{text.fresh}</span>}
        </>
      ),
    },
    { head: text.how, cell: ({ method }) => text.method[method] },
  ];
  return (
    <Table
      caption={text.history}
      columns={columns}
      rows={entries}
      rowKey={({ at }, index) => `${at} ${index}`}
      atFirst={20}
    />
  );
}

function useDeviceName(): (device: DeviceName) => string {
  const text = useAccountText().signIns;
  return ({ browser, system }) => [browser, system].filter(Boolean).join(", ") || text.unknownDevice;
}
