import type { DocumentDetails } from "../../api/client";
import { Tile } from "../../components/tile";
import { Money, PlainDate } from "../../components/values";
import { money } from "../../i18n/format";
import { useBillingText } from "./text";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";
import { filterPath } from "./filter";

interface PartProps {
  document: DocumentDetails;
}

/** The charges of a document, by group. */
export function Charges({ document: { charges, amount } }: PartProps) {
  const text = useBillingText().charges;
  const { gross } = useText().document;
  if (charges.length === 0) return null;
  return (
    <Tile title={text.title}>
      <p class="small muted">{text.lead}</p>
      <dl class="amounts">
        {charges.map(({ group, gross: amountOf }) => (
          <div key={group}>
            <dt>{text.groups[group]}</dt>
            <dd>{money(amountOf)}</dd>
          </div>
        ))}
        <div class="amounts-total">
          <dt>{gross}</dt>
          <dd>
            <Money amount={amount} />
          </dd>
        </div>
      </dl>
    </Tile>
  );
}

/** Which payments settled the document, when and how much of it. */
export function Settlements({ document: { settlements } }: PartProps) {
  const text = useBillingText().settlements;
  if (settlements.length === 0) return null;
  return (
    <Tile title={text.title}>
      <dl class="amounts">
        {settlements.map(({ paymentId, settledOn, amount }) => (
          <div key={paymentId}>
            <dt>
              <PlainDate date={settledOn} />
            </dt>
            <dd>{money(amount)}</dd>
          </div>
        ))}
      </dl>
      <p class="tile-foot">
        <a class="onward" href={PATHS.payments}>
          {text.history}
        </a>
      </p>
    </Tile>
  );
}

/** The metering points the document is about. */
export function Points({ document: { points, contractId } }: PartProps) {
  const text = useBillingText().points;
  return (
    <Tile title={text.title}>
      <ul class="points">
        {points.map(({ id, ppe, name, address }) => (
          <li key={id}>
            <strong lang="pl">{name ?? address ?? text.unnamed}</strong>
            {name && address && (
              <span class="block" lang="pl">
                {address}
              </span>
            )}
            {ppe && (
              <span class="small muted block">
                {text.ppe}: {ppe}
              </span>
            )}
            <a href={filterPath({ punkt: id })}>{text.documents}</a>
          </li>
        ))}
      </ul>
      <p>
        <a href={filterPath({ umowa: contractId })}>{text.contract}</a>
      </p>
    </Tile>
  );
}
