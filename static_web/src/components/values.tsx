import { dateTime, money, plainDate } from "../i18n/format";

interface MoneyProps {
  /** Integer grosze. */
  amount: number;
  /** Show a plus before an amount in the customer's favour. */
  plus?: boolean;
}

/** An amount, never broken over two lines. */
export function Money({ amount, plus = false }: MoneyProps) {
  return (
    <span key={amount} class="money" translate={false}>
      {plus && amount > 0 ? "+" : ""}
      {money(amount)}
    </span>
  );
}

export function PlainDate({ date }: { date: string }) {
  return <time key={date} dateTime={date} translate={false}>{plainDate(date)}</time>;
}

export function Moment({ instant }: { instant: string }) {
  return <time key={instant} dateTime={instant} translate={false}>{dateTime(instant)}</time>;
}
