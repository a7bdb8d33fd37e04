import { useLocation } from "preact-iso";

import { type DepositView, supplyApi } from "../../../api/supply";
import { useAnswer } from "../../../api/use-answer";
import { Banner } from "../../../components/banner";
import { PageTitle } from "../../../components/page";
import { type Column, Table } from "../../../components/table";
import { Money, PlainDate } from "../../../components/values";
import { WaitFor } from "../../../components/waiting";
import { money, plainDate, quantity } from "../../../i18n/format";
import { documentPath } from "../../../paths";
import { kwh } from "../energy";
import { useSupplyText } from "../text";

const ID = /^[A-Za-z0-9_-]{8,64}$/;
type Month = DepositView["months"][number];

/** A prosumer's deposit by month, as settled by billing, with a notice before a part of it lapses. */
export function Deposit() {
  const text = useSupplyText().deposit;
  const { query } = useLocation();
  const point = query["punkt"] && ID.test(query["punkt"]) ? query["punkt"] : undefined;
  const answer = useAnswer((signal) => supplyApi.deposit(point, signal), `deposit ${point}`);
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <WaitFor on={answer} rows={8}>
        {(view) => (view.months.length === 0 ? <p class="empty">{text.none}</p> : <Shown view={view} />)}
      </WaitFor>
    </>
  );
}

function Shown({ view: { left, nextLapseOn, months } }: { view: DepositView }) {
  const text = useSupplyText();
  const soon = months.filter(({ warning }) => warning !== null);
  return (
    <>
      <p class="lead">
        {text.deposit.left(money(left))} {nextLapseOn && text.deposit.nextLapse(plainDate(nextLapseOn))}
      </p>
      <p>{text.deposit.pays}</p>
      {soon.map(({ pointId, month, left: rest, lapsesOn, warning, refundable }) => (
        <Banner key={pointId + month} tone={warning === "lapses_in_14_days" ? "due" : "warn"}>
          {text.deposit.lapses(money(rest ?? 0), text.monthOfYear(month), plainDate(lapsesOn ?? month))}
          {refundable ? ` ${text.deposit.comesBack(money(refundable))}` : ""}
        </Banner>
      ))}
      <div class="documents-list">
        <DepositTable months={months} />
      </div>
      <p class="small muted">{text.deposit.versions}</p>
    </>
  );
}

function DepositTable({ months }: { months: Month[] }) {
  const text = useSupplyText();
  const columns: Column<Month>[] = [
    {
      head: text.deposit.month,
      rowHead: true,
      cell: ({ month, state }) => (
        <>
          {text.monthOfYear(month)}
          <span class="small muted block">{stateWord(text.deposit.states, state)}</span>
        </>
      ),
    },
    { head: text.deposit.exported, numeric: true, cell: ({ exported }) => kwh(exported) },
    {
      head: text.deposit.price,
      numeric: true,
      hideEmpty: true,
      cell: ({ price, priceKind, correctedPrice, factor }) =>
        price === null ? null : (
          <>
            {money(price)}/MWh
            <span class="small muted block">
              {priceKind}
              {factor && factor !== "1" ? ` × ${quantity(factor)}` : ""}
            </span>
            {correctedPrice !== null && <span class="small muted block">{text.deposit.corrected(money(correctedPrice))}</span>}
          </>
        ),
    },
    {
      head: text.deposit.value,
      numeric: true,
      hideEmpty: true,
      cell: ({ value, bookedOn }) =>
        value === null ? null : (
          <>
            <Money amount={value} />
            {bookedOn && <span class="small muted block">{text.deposit.booked(plainDate(bookedOn))}</span>}
          </>
        ),
    },
    {
      head: text.deposit.used,
      hideEmpty: true,
      cell: ({ uses }) =>
        uses.length === 0
          ? null
          : uses.map(({ documentId, number, usedOn, amount }) => (
              <span key={documentId + usedOn} class="block">
                {money(amount)} · <a href={documentPath(documentId)}>{number ?? plainDate(usedOn)}</a>
              </span>
            )),
    },
    {
      head: text.deposit.rest,
      numeric: true,
      hideEmpty: true,
      cell: ({ left, lapsesOn, refundable }) =>
        left === null ? null : (
          <>
            <Money amount={left} />
            {left > 0 && lapsesOn && (
              <span class="small muted block">
                {text.deposit.until} <PlainDate date={lapsesOn} />
              </span>
            )}
            {refundable !== null && refundable > 0 && <span class="small muted block">{text.deposit.refundable(money(refundable))}</span>}
          </>
        ),
    },
  ];
  return <Table caption={text.deposit.title} columns={columns} rows={months} rowKey={({ pointId, month }) => pointId + month} atFirst={14} />;
}

/** The translation of a state; unknown ones stay as billing names them. */
function stateWord(words: Record<string, string>, state: string): string {
  return Object.prototype.hasOwnProperty.call(words, state) ? (words[state] ?? state) : state;
}
