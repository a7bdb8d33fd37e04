import type { Overview } from "../api/client";
import { plainDate } from "../i18n/format";
import { PATHS, payPath } from "../paths";
import { AlertIcon, ArrowIcon, CheckIcon, PlusIcon } from "./icons";
import { Tile } from "./tile";
import { Moment, Money } from "./values";
import { useDashboardText } from "../screens/dashboard/text";

// From a million złoty on, the largest size does not fit a phone.
const LONG_FROM = 1_000_000_00;

interface BalanceTileProps {
  overview: Overview;
  /** Whether to lead to the list of documents. */
  details?: boolean;
}

/** What is owed or overpaid, and for which day; told by word, icon and colour. */
export function BalanceTile({ overview, details = false }: BalanceTileProps) {
  const text = useDashboardText();
  const { balance, overdue, asOf, nextDocumentExpectedOn } = overview;
  if (balance === null || asOf === null) {
    return (
      <Tile title={text.balance}>
        <p class="balance-note">{text.balanceUnknown}</p>
      </Tile>
    );
  }
  const owes = balance > 0;
  const [tone, Icon, word] =
    balance > 0
      ? (["due", AlertIcon, text.toPay] as const)
      : balance < 0
        ? (["over", PlusIcon, text.overpaid] as const)
        : (["plain", CheckIcon, text.settled] as const);
  return (
    <Tile title={text.balance} tone={tone}>
      <p class="balance">
        <span class="balance-word">
          <Icon />
          {word}
        </span>
        <span class={`balance-amount${Math.abs(balance) >= LONG_FROM ? " balance-long" : ""}`}>
          <Money amount={Math.abs(balance)} plus={balance < 0} />
        </span>
      </p>
      {owes && <p class="balance-note">{text.overdue(overdue)}</p>}
      {balance < 0 && <p class="balance-note">{text.overpaidNote}</p>}
      {balance === 0 && (
        <p class="balance-note">
          {nextDocumentExpectedOn ? text.nextExpected(plainDate(nextDocumentExpectedOn)) : text.allPaid}
        </p>
      )}
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
