import { useState } from "preact/hooks";

import { useAction } from "../../components/action";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { PageTitle } from "../../components/page";
import { ProblemLine } from "../../components/problem-line";
import { Tile } from "../../components/tile";
import { dateTime } from "../../i18n/format";
import { type FoundCustomers, officeApi, type RefusedRegistration } from "./api";
import { customerWords } from "./customer-words";
import { customerPath } from "./paths";
import { words } from "./words";

interface Found {
  customers: FoundCustomers;
  refused: RefusedRegistration[];
}

/** Finds the customer who is calling, and refused registrations. The search is kept out of the address, because it holds personal data. */
export function Customers() {
  const text = customerWords.customers;
  const action = useAction();
  const [asked, setAsked] = useState("");
  const [fault, setFault] = useState<string>();
  const [found, setFound] = useState<Found>();

  const find = () => {
    const said = asked.trim();
    setFault(said.length < 3 ? text.tooShort : undefined);
    setFound(undefined);
    if (said.length < 3) return;
    void action.run(async () => {
      const [customers, refused] = await Promise.all([officeApi.findCustomers(said), officeApi.findRegistrations(said)]);
      setFound({ customers: customers.data, refused: refused.data.registrations });
    });
  };

  return (
    <>
      <PageTitle windowTitle={`${text.title}, ${words.title}`}>{text.title}</PageTitle>
      <p>{text.intro}</p>
      <form
        class="office-search"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          find();
        }}
      >
        <Field name="klient" label={text.said} hint={text.saidHint} value={asked} onValue={setAsked} autocomplete="off" maxLength={80} error={fault} />
        <Button type="submit" busy={action.busy !== undefined} busyLabel={words.loading}>
          {text.find}
        </Button>
      </form>
      <ProblemLine failure={action.failure} />
      {found && <Results found={found} />}
    </>
  );
}

function Results({ found: { customers, refused } }: { found: Found }) {
  const text = customerWords.customers;
  return (
    <>
      <Tile title={text.found}>
        <p role="status">{customers.customers.length === 0 ? text.none : text.count(customers.customers.length)}</p>
        <ul class="office-others">
          {customers.customers.map((one) => (
            <li key={one.customerId}>
              <a href={customerPath(one.customerId)}>
                <bdi>{one.name}</bdi>
              </a>{" "}
              <span class="office-second">
                {one.customerNumber}, {words.customer.kind[one.kind]}, {text.by[one.by]}
              </span>
            </li>
          ))}
        </ul>
        {customers.more && <p>{text.more}</p>}
      </Tile>
      <Tile title={text.refused}>
        {refused.length === 0 ? (
          <p>{text.noneRefused}</p>
        ) : (
          refused.map((one) => <Refused key={one.id} registration={one} />)
        )}
      </Tile>
    </>
  );
}

function Refused({ registration: one }: { registration: RefusedRegistration }) {
  const text = customerWords.customers;
  return (
    <section class="office-refused" aria-label={text.refusedAt(dateTime(one.at))}>
      <h3>{text.reasons[one.reason].title}</h3>
      <p>
        <strong>{text.say}</strong> {text.reasons[one.reason].say}
      </p>
      <dl class="office-list">
        {(
          [
            [text.at, dateTime(one.at)],
            [text.typedNumber, one.customerNumber],
            [text.typedDocument, one.documentNumber || words.customer.missing],
            [one.kind === "business" ? "NIP" : "PESEL", one.identifierMasked],
            [words.customer.email, one.email],
          ] as const
        ).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd dir="auto">{value}</dd>
          </div>
        ))}
      </dl>
      {one.customerId && <a href={customerPath(one.customerId)}>{text.open}</a>}
    </section>
  );
}
