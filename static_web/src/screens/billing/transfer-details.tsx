import { fileAddress } from "../../api/billing";
import type { DocumentDetails } from "../../api/client";
import { CopyButton } from "../../components/copy-button";
import { Tile } from "../../components/tile";
import { accountNumber, decimal, money } from "../../i18n/format";
import { useBillingText } from "./text";
import { useLanguage, useText } from "../../i18n/text";

/** What a person types into their bank, each part to be copied with one press. */
export function TransferDetails({ document }: { document: DocumentDetails }) {
  const text = useText().document;
  const billing = useBillingText().pay;
  const { language } = useLanguage();
  const rows = [
    { label: text.recipientAccount, shown: accountNumber(document.account), copied: document.account },
    { label: text.transferTitle, shown: document.transferTitle, copied: document.transferTitle },
    {
      label: text.transferAmount,
      shown: money(document.remaining),
      copied: decimal(document.remaining).replace(/\s/g, ""),
    },
  ];
  return (
    <Tile title={text.howToPay}>
      <dl class="transfer">
        {rows.map(({ label, shown, copied }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <span class="transfer-value">{shown}</span>
              <CopyButton what={label} value={copied} />
            </dd>
          </div>
        ))}
      </dl>
      <p>{billing.transferDocument}</p>
      <img class="transfer-code" src={fileAddress("transfer-qr", { document: document.id })} alt={billing.transferCode} />
      <p>
        <a href={fileAddress("documents/due-dates.ics", { locale: language })} download>
          {billing.calendar}
        </a>
      </p>
    </Tile>
  );
}
