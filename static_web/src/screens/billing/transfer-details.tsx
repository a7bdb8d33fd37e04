import { bank } from "brand:core";
import { billingApi, fileAddress, type Transfer } from "../../api/billing";
import type { DocumentDetails } from "../../api/client";
import { failureText } from "../../api/failure";
import { useAnswer } from "../../api/use-answer";
import { CodeImage } from "../../components/code-image";
import { CopyButton } from "../../components/copy-button";
import { Tile } from "../../components/tile";
import { RetryPanel, Skeleton } from "../../components/waiting";
import { accountNumber, decimal, money } from "../../i18n/format";
import { useLanguage, useText } from "../../i18n/text";
import { filterPath } from "./filter";
import { useBillingText } from "./text";

/** The bank transfer for one document. */
export function TransferDetails({ document }: { document: DocumentDetails }) {
  const text = useText().document;
  const billing = useBillingText().pay;
  const { payee, account, transferTitle, remaining } = document;
  return (
    <Tile id="przelew" title={text.howToPay}>
      <TransferBeside
        transfer={{ payee, account, title: transferTitle, amount: remaining }}
        code={fileAddress("transfer-qr", { document: document.id })}
        invitation={billing.scan}
      />
      <Calendar />
    </Tile>
  );
}

/** The bank transfer for the whole balance. */
export function BalanceTransfer() {
  const text = useBillingText().pay;
  const words = useText();
  const answer = useAnswer(billingApi.transferOfBalance, "transfer");
  const failure = answer.state === "failed" ? answer.failure : undefined;
  return (
    <Tile id="przelew" title={text.transfer}>
      {answer.state === "waiting" && <Skeleton rows={4} />}
      {answer.state === "ready" && (
        <>
          <p>{text.transferBalance(answer.data.amount)}</p>
          <TransferBeside
            transfer={answer.data}
            code={fileAddress("transfer-qr", { balance: "true" })}
            invitation={text.scan}
          />
        </>
      )}
      {failure?.code === "several_accounts" && (
        <p>
          {failureText(words, failure)} <a href={filterPath({ stan: "do-zaplaty" })}>{text.openDocuments}</a>
        </p>
      )}
      {failure?.code === "no_transfer_account" && <p>{text.noTransfer}</p>}
      {answer.state === "failed" && answer.failure.status !== 409 && (
        <RetryPanel failure={answer.failure} onRetry={answer.retry} />
      )}
      <Calendar />
    </Tile>
  );
}

interface TransferBesideProps {
  transfer: Transfer;
  code: string;
  invitation: string;
}

/** The data of a transfer, each with a copy button, and the QR code that fills them in. */
function TransferBeside({ transfer, code, invitation }: TransferBesideProps) {
  const text = useText().document;
  const billing = useBillingText().pay;
  const rows = [
    { label: text.payee, shown: transfer.payee, copied: transfer.payee, at: "" },
    { label: text.recipientAccount, shown: accountNumber(transfer.account), copied: transfer.account, at: bank },
    { label: text.transferTitle, shown: transfer.title, copied: transfer.title, at: "" },
    { label: text.transferAmount, shown: money(transfer.amount), copied: decimal(transfer.amount).replace(/\s/g, ""), at: "" },
  ];
  return (
    <div class="beside">
      <dl class="transfer">
        {rows.map(({ label, shown, copied, at }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <span class="transfer-value" lang="pl">{shown}</span>
              <CopyButton what={label} value={copied} />
              {at && <p class="small muted" lang="pl">{at}</p>}
            </dd>
          </div>
        ))}
      </dl>
      <CodeImage src={code} alt={billing.transferCode} invitation={invitation} instead={billing.noCode} />
    </div>
  );
}

function Calendar() {
  const text = useBillingText().pay;
  const { language } = useLanguage();
  return (
    <p>
      <a href={fileAddress("documents/due-dates.ics", { locale: language })} download>
        {text.calendar}
      </a>
    </p>
  );
}
