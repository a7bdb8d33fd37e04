import { useState } from "preact/hooks";

import { billingApi, type BookedPayment, type OpenOnlinePayment } from "../../api/billing";
import { useAnswer } from "../../api/use-answer";
import { CheckIcon, ClockIcon } from "../../components/icons";
import { PageTitle } from "../../components/page";
import { ShowOlder } from "../../components/show-older";
import { type Column, Table } from "../../components/table";
import { Money, PlainDate } from "../../components/values";
import { WaitFor } from "../../components/waiting";
import { decimal, money, plainDate } from "../../i18n/format";
import { useBillingText } from "./text";
import { documentPath, newTicketPath, paymentPath } from "../../paths";
import { BillingTabs } from "./tabs";
import { TakenBack } from "./taken-back";

export function Payments() {
  const text = useBillingText().payments;
  const first = useAnswer((signal) => billingApi.payments(undefined, signal), "payments");
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <BillingTabs here="payments" />
      <WaitFor on={first} rows={6}>
        {({ payments, onlinePayments, next }) => (
          <>
            <UnderWay payments={onlinePayments} />
            {payments.length === 0 ? <p class="empty">{text.empty}</p> : <PagedPayments first={payments} next={next} />}
          </>
        )}
      </WaitFor>
    </>
  );
}

/** Online payments that are not booked yet, above the booked ones. */
function UnderWay({ payments }: { payments: OpenOnlinePayment[] }) {
  const text = useBillingText().pay;
  if (payments.length === 0) return null;
  return (
    <ul class="under-way">
      {payments.map(({ id, accepted, amount }) => (
        <li key={id}>
          {accepted ? <CheckIcon size={18} /> : <ClockIcon size={18} />}
          <a href={paymentPath(id)}>{accepted ? text.booking(amount) : text.underWay(amount)}</a>
        </li>
      ))}
    </ul>
  );
}

function PagedPayments({ first, next }: { first: BookedPayment[]; next: string | null }) {
  const text = useBillingText().payments;
  const [older, setOlder] = useState<{ payments: BookedPayment[]; next: string | null }>({ payments: [], next });
  const columns: Column<BookedPayment>[] = [
    {
      head: text.what,
      rowHead: true,
      cell: ({ method, title, amount, takenBack }) => (
        <>
          {text.methods[method]}
          <span class="small muted block" lang="pl">
            {title}
          </span>
          <TakenBack of={takenBack} amount={amount} />
        </>
      ),
    },
    { head: text.date, cell: ({ bookedOn }) => <PlainDate date={bookedOn} /> },
    { head: text.amount, numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
    { head: text.settled, cell: (payment) => <Settled by={payment} /> },
    { head: text.ask, bare: true, cell: (payment) => <Ask about={payment} /> },
  ];
  const showOlder = async (after: string, signal?: AbortSignal) => {
    const { data } = await billingApi.payments(after, signal);
    setOlder({ payments: [...older.payments, ...data.payments], next: data.next });
  };
  return (
    <>
      <div class="documents-list">
        <Table caption={text.title} columns={columns} rows={[...first, ...older.payments]} rowKey={({ id }) => id} />
      </div>
      <ShowOlder after={older.next} label={text.older} busyLabel={text.olderBusy} onShow={showOlder} />
    </>
  );
}

function Ask({ about: { id, amount, bookedOn } }: { about: BookedPayment }) {
  const text = useBillingText().payments;
  return (
    <a class="pay-link" href={newTicketPath({ wplata: id, kwota: decimal(amount), dzien: bookedOn })}>
      {text.ask}
      <span class="visually-hidden"> {text.askOf(plainDate(bookedOn))}</span>
    </a>
  );
}

function Settled({ by: { settles, left } }: { by: BookedPayment }) {
  const text = useBillingText().payments;
  return (
    <ul class="settled">
      {settles.map(({ documentId, number, amount }, index) => (
        <li key={`${documentId}${index}`}>
          <a href={documentPath(documentId)}>{number ?? text.unknownDocument}</a> {money(amount)}
        </li>
      ))}
      {left > 0 && <li>{text.left(left)}</li>}
    </ul>
  );
}
