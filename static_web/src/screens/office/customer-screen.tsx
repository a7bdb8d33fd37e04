import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";

import { useAnswer } from "../../api/use-answer";
import { useAction } from "../../components/action";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { PageTitle } from "../../components/page";
import { ProblemLine } from "../../components/problem-line";
import { Tile } from "../../components/tile";
import { WaitFor } from "../../components/waiting";
import { dateTime } from "../../i18n/format";
import { PATHS } from "../../paths";
import { noteSession } from "../../session/known";
import { type Help, type OfficeCustomer, officeApi } from "./api";
import { Customer } from "./customer";
import { customerWords } from "./customer-words";
import { OFFICE } from "./paths";
import { words } from "./words";

const LEAST_REASON = 5;
const HELPS: Help[] = ["recoveries", "unlocks", "session-endings"];

/** A customer: who they are, the state of their account, what a clerk may see and do. */
export function CustomerScreen() {
  const { params } = useRoute();
  const id = params["customer"] ?? "";
  const [times, setTimes] = useState(0);
  const arriving = useAnswer((signal) => officeApi.customer(id, signal), `${id} ${times}`);
  return (
    <>
      <p class="office-back">
        <a href={OFFICE.customers}>{customerWords.customers.back}</a>
      </p>
      <WaitFor on={arriving} rows={6}>
        {(customer) => <Open customer={customer} onChange={() => setTimes((n) => n + 1)} />}
      </WaitFor>
    </>
  );
}

function Open({ customer, onChange }: { customer: OfficeCustomer; onChange: () => void }) {
  return (
    <>
      <PageTitle windowTitle={`${customer.card.name}, ${words.title}`}>{customer.card.name}</PageTitle>
      <Customer card={customer.card} />
      <AccountTile customer={customer} />
      <Acts customer={customer} onChange={onChange} />
    </>
  );
}

function AccountTile({ customer: { account, identifierMasked, card } }: { customer: OfficeCustomer }) {
  const text = customerWords.account;
  if (!account) {
    return (
      <Tile title={text.title}>
        <p>{text.none}</p>
      </Tile>
    );
  }
  const facts: [string, string][] = [
    [card.kind === "business" ? "NIP" : "PESEL", identifierMasked],
    [words.customer.email, account.email],
    [text.since, dateTime(account.createdAt)],
    [text.lastSignIn, account.lastSignInAt ? dateTime(account.lastSignInAt) : text.never],
    [text.sessions, String(account.openSessions)],
    [text.secondStep, account.secondStep ? text.on : text.off],
  ];
  return (
    <Tile title={text.title}>
      {account.locked && <Banner tone="warn">{text.locked}</Banner>}
      {account.closing && <Banner tone="warn">{text.closing}</Banner>}
      <dl class="office-list">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Tile>
  );
}

/** The actions of a clerk, each with a reason that the customer can read. */
function Acts({ customer: { customerId, account }, onChange }: { customer: OfficeCustomer; onChange: () => void }) {
  const text = customerWords.acts;
  const action = useAction();
  const [reason, setReason] = useState("");
  const [fault, setFault] = useState<string>();
  const [done, setDone] = useState<Help>();

  const act = (name: string, does: (why: string) => Promise<void>) => {
    const why = reason.trim();
    setDone(undefined);
    setFault(why.length < LEAST_REASON ? text.reasonMissing : undefined);
    if (why.length >= LEAST_REASON) void action.run(() => does(why), name);
  };
  const view = () =>
    act("views", async (why) => {
      const { data } = await officeApi.view(customerId, why);
      noteSession(data.id, Date.parse(data.endsAt));
      location.assign(PATHS.dashboard);
    });
  const help = (what: Help) =>
    act(what, async (why) => {
      await officeApi.help(customerId, what, why);
      setDone(what);
      setReason("");
      onChange();
    });

  return (
    <Tile title={text.title}>
      <p>{text.intro}</p>
      {done && <Banner tone="good">{text.done[done]}</Banner>}
      <ProblemLine failure={action.failure} />
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          view();
        }}
      >
        <Field
          name="powod"
          label={text.reason}
          hint={text.reasonHint}
          value={reason}
          onValue={(value) => {
            setReason(value);
            setFault(undefined);
          }}
          autocomplete="off"
          maxLength={200}
          error={fault}
        />
        <Button type="submit" busy={action.busy === "views"} busyLabel={words.loading}>
          {text.view}
        </Button>
      </form>
      {account && (
        <p class="actions">
          {HELPS.map((one) => (
            <Button key={one} kind="quiet" busy={action.busy === one} busyLabel={words.loading} onClick={() => help(one)}>
              {text.helps[one]}
            </Button>
          ))}
        </p>
      )}
    </Tile>
  );
}
