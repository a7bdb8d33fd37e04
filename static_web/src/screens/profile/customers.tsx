import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";

import { type CustomerRow, profileApi } from "../../api/profile";
import { useAnswer } from "../../api/use-answer";
import { useAction } from "../../components/action";
import { Button } from "../../components/button";
import { ConfirmDialog } from "../../components/confirm-dialog";
import { Field } from "../../components/field";
import { AlertIcon, CheckIcon } from "../../components/icons";
import { PageTitle } from "../../components/page";
import { ProblemLine } from "../../components/problem-line";
import { Tile } from "../../components/tile";
import { WaitFor } from "../../components/waiting";
import { money, plainDate } from "../../i18n/format";
import { PATHS } from "../../paths";
import { useSession } from "../../session/session";
import { useProfileText } from "./text";

const SEARCH_FROM = 5;

/** The customers the user may act for, those with a debt first. */
export function Customers() {
  const text = useProfileText().customers;
  const [round, setRound] = useState(0);
  const customers = useAnswer((signal) => profileApi.customers(signal), `customers ${round}`);
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <p class="lead">{text.lead}</p>
      <WaitFor on={customers} rows={6}>
        {({ items }) => (items.length > 0 ? <List items={items} onLeft={() => setRound(round + 1)} /> : <p class="empty">{text.none}</p>)}
      </WaitFor>
    </>
  );
}

function List({ items, onLeft }: { items: CustomerRow[]; onLeft: () => void }) {
  const text = useProfileText().customers;
  const { actFor } = useSession();
  const { route } = useLocation();
  const [words, setWords] = useState("");
  const action = useAction();
  const [leaving, setLeaving] = useState<CustomerRow>();
  const leave = ({ id }: CustomerRow) => {
    setLeaving(undefined);
    void action.run(async () => {
      await profileApi.leave(id);
      onLeft();
    }, `leave ${id}`);
  };
  const found = items.filter((row) => matches(row, words));
  const choose = ({ id }: CustomerRow) =>
    void action.run(async () => {
      await actFor(() => profileApi.choose(id));
      route(PATHS.dashboard);
    }, id);
  return (
    <Tile title={text.list}>
      {items.length >= SEARCH_FROM && (
        <div class="narrow">
          <Field name="search" label={text.search} required={false} value={words} onValue={setWords} />
        </div>
      )}
      <ProblemLine failure={action.failure} />
      {found.length === 0 && <p class="empty">{text.nothing}</p>}
      <ul class="customers-list">
        {found.map((row) => (
          <li key={row.id}>
            <div>
              <strong>{row.displayName}</strong>
              <span class="small muted block">
                {row.customerNumber}
                {row.id === "own" && `, ${text.own}`}
              </span>
              <Scope row={row} />
            </div>
            <Owed row={row} />
            {row.current ? (
              <span class="badge badge-plain">
                <CheckIcon size={20} />
                {text.current}
              </span>
            ) : (
              <Button
                kind="quiet"
                label={text.chooseWhich(row.displayName)}
                busy={action.busy === row.id}
                busyLabel={text.choosing}
                onClick={() => choose(row)}
              >
                {text.choose}
              </Button>
            )}
            {row.role && !row.current && (
              <Button
                kind="link"
                label={text.leaveWhich(row.displayName)}
                busy={action.busy === `leave ${row.id}`}
                busyLabel={text.leaving}
                onClick={() => setLeaving(row)}
              >
                {text.leave}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {leaving && (
        <ConfirmDialog
          title={text.leaveWhich(leaving.displayName)}
          text={text.leaveText}
          confirm={text.leave}
          keep={text.stay}
          loses
          onConfirm={() => leave(leaving)}
          onKeep={() => setLeaving(undefined)}
        />
      )}
    </Tile>
  );
}

function Scope({ row: { role, until } }: { row: CustomerRow }) {
  const text = useProfileText();
  if (!role) return null;
  return (
    <span class="small muted block">
      {text.roles[role]}
      {until && `, ${text.people.until(plainDate(until))}`}
    </span>
  );
}

/** The balance in words and colour; empty where the user may not see it. */
function Owed({ row: { balance, overdue } }: { row: CustomerRow }) {
  const text = useProfileText().customers;
  if (balance === null) return <div />;
  if (balance === 0) return <div>{text.settled}</div>;
  return (
    <div class={balance > 0 ? "owes" : "has-over"}>
      <strong class="money">{money(Math.abs(balance))}</strong> {balance > 0 ? text.due : text.over}
      {overdue !== null && overdue > 0 && (
        <span class="block small">
          <AlertIcon size={20} /> {text.overdue(money(overdue))}
        </span>
      )}
    </div>
  );
}

function matches({ displayName, customerNumber }: CustomerRow, typed: string): boolean {
  const all = plain(`${displayName} ${customerNumber}`);
  return plain(typed)
    .split(/\s+/)
    .every((word) => all.indexOf(word) >= 0);
}

function plain(text: string): string {
  const lower = text.toLowerCase().replace(/ł/g, "l");
  return typeof lower.normalize === "function" ? lower.normalize("NFD").replace(/[\u0300-\u036f]/g, "") : lower;
}
