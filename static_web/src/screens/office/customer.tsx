import { Tile } from "../../components/tile";
import { Money } from "../../components/values";
import { dateOf, plainDate } from "../../i18n/format";
import type { CustomerCard } from "./api";
import { Fact } from "./fact";
import { words } from "./words";

/** Who wrote: name, number, how to reach them, what they owe. */
export function Customer({ card }: { card: CustomerCard }) {
  const text = words.customer;
  const { balance } = card;
  return (
    <Tile title={text.title}>
      <p class="office-customer-name">
        <strong>
          <bdi>{card.name}</bdi>
        </strong>{" "}
        <span class="office-second">{text.kind[card.kind]}</span>
      </p>
      {!card.hasAccount && <p class="problem-line">{text.noAccount}</p>}
      <dl class="office-list">
        <Fact name={text.number}>{card.customerNumber}</Fact>
        <Fact name={text.email}>
          {card.email ? <a href={`mailto:${card.email}`}>{card.email}</a> : text.missing}
          {card.mailRefusedAt && <span class="badge badge-warn">{text.emailRefused(dateOf(card.mailRefusedAt))}</span>}
        </Fact>
        <Fact name={text.phone}>{card.phone ? <a href={`tel:${card.phone.replace(/\s/g, "")}`}>{card.phone}</a> : text.missing}</Fact>
        <Fact name={text.address}>{card.address ?? text.missing}</Fact>
        <Fact name={text.balance}>
          {balance === null ? (
            text.unknown
          ) : (
            <>
              <span class={`badge badge-${balance > 0 ? "due" : "over"}`}>
                <span>
                  <Money amount={Math.abs(balance)} /> {balance > 0 ? text.toPay : balance < 0 ? text.overpaid : text.settled}
                </span>
              </span>
              {card.asOf && <span class="office-second">{text.asOf(dateOf(card.asOf))}</span>}
            </>
          )}
        </Fact>
        {card.dues.length > 0 && (
          <Fact name={text.dues}>
            <ul class="office-dues">
              {card.dues.map((due) => (
                <li key={due.number}>
                  {due.number}: <Money amount={due.amount} /> {text.until(plainDate(due.dueOn))}
                </li>
              ))}
            </ul>
          </Fact>
        )}
      </dl>
    </Tile>
  );
}
