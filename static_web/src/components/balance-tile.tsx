import type { AccountBalance } from "../api/client";
import { plainDate } from "../i18n/format";
import { PATHS, paymentPath, payPath, servicePath } from "../paths";
import { useDashboardText } from "../screens/dashboard/text";
import { AlertIcon, ArrowIcon, CheckIcon, ClockIcon, PlusIcon } from "./icons";
import { LiveText } from "./live-text";
import { Tile } from "./tile";
import { Moment, Money } from "./values";

// From a million złoty on, the largest font size does not fit a phone.
const LONG_FROM = 1_000_000_00;

interface BalanceTileProps {
  account: AccountBalance;
  nextDocumentExpectedOn?: string | null;
  /** Whether to lead to the list of documents. */
  details?: boolean;
}

/** The balance of the account: the amount to pay or the overpayment, payments under way and the day it is from. Never by colour alone. */
export function BalanceTile({ account, nextDocumentExpectedOn, details = false }: BalanceTileProps) {
  const text = useDashboardText();
  const { balance, overdue, asOf, leftToPay } = account;
  if (balance === null || asOf === null) {
    return (
      <Tile title={text.balance}>
        <p class="balance-note">{text.balanceUnknown}</p>
        <UnderWay account={account} />
      </Tile>
    );
  }
  const { tone, icon: Icon, word, amount } = shown(account, balance);
  const owes = (leftToPay ?? 0) > 0;
  return (
    <Tile title={text.balance} tone={tone}>
      <p class={owes ? "balance balance-owed" : "balance"}>
        <span class="balance-word">
          <Icon />
          <LiveText>{text[word]}</LiveText>
        </span>
        <span class={`balance-amount${Math.abs(amount) >= LONG_FROM ? " balance-long" : ""}`}>
          <Money amount={Math.abs(amount)} plus={amount < 0} />
        </span>
      </p>
      {owes && overdue > 0 && <p class="balance-note">{text.overdue(overdue)}</p>}
      {balance < 0 && (
        <p class="balance-note">
          {text.overpaidNote} <a href={servicePath("refund")}>{text.refund}</a>
        </p>
      )}
      {balance === 0 && (
        <p class="balance-note">
          {nextDocumentExpectedOn ? text.nextExpected(plainDate(nextDocumentExpectedOn)) : text.allPaid}
        </p>
      )}
      <UnderWay account={account} />
      <p class="tile-foot">
        <span class="as-of">
          {text.asOf} <Moment instant={asOf} />
        </span>
        {owes && (
          <a class="button button-main" href={payPath()}>
            {text.pay}
          </a>
        )}
        {details && (
          <a class="onward" href={PATHS.documents}>
            <span>{text.details}</span>
            <ArrowIcon size={20} />
          </a>
        )}
      </p>
    </Tile>
  );
}

/** The amount shown large: what is left to pay, else what is being paid, else the balance from billing. */
function shown({ leftToPay, overdue, waiting, accepted }: AccountBalance, balance: number) {
  if (balance < 0) return { tone: "over", icon: PlusIcon, word: "overpaid", amount: balance } as const;
  if (balance === 0) return { tone: "plain", icon: CheckIcon, word: "settled", amount: 0 } as const;
  const left = leftToPay ?? balance;
  if (left > 0 && overdue > 0) return { tone: "due", icon: AlertIcon, word: "toPay", amount: left } as const;
  if (left > 0) return { tone: "plain", icon: ClockIcon, word: "toPay", amount: left } as const;
  if (waiting > 0) return { tone: "plain", icon: ClockIcon, word: "beingPaid", amount: waiting + accepted } as const;
  return { tone: "over", icon: CheckIcon, word: "paidBooking", amount: accepted } as const;
}

/** The payments that billing has not booked yet, each with a link. */
function UnderWay({ account: { onlinePayments } }: { account: AccountBalance }) {
  const text = useDashboardText();
  if (onlinePayments.length === 0) return null;
  return (
    <ul class="under-way">
      {onlinePayments.map(({ id, accepted, amount }) => (
        <li key={id}>
          {accepted ? <CheckIcon size={18} /> : <ClockIcon size={18} />}
          <a href={paymentPath(id)}>
            <LiveText>{accepted ? text.accepted(amount) : text.waiting(amount)}</LiveText>
          </a>
        </li>
      ))}
    </ul>
  );
}
