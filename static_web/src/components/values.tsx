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
    <span class="money">
      {plus && amount > 0 ? "+" : ""}
      {money(amount)}
    </span>
  );
}

export function PlainDate({ date }: { date: string }) {
  return <time dateTime={date}>{plainDate(date)}</time>;
}

export function Moment({ instant }: { instant: string }) {
  return <time dateTime={instant}>{dateTime(instant)}</time>;
}
