import { fileAddress } from "../../api/billing";
import type { DocumentDetails } from "../../api/client";
import { CopyButton } from "../../components/copy-button";
import { Tile } from "../../components/tile";
import { useBillingText } from "../../i18n/billing/text";
import { dateTime } from "../../i18n/format";
import { useSession } from "../../session/session";

/** Where an invoice stands in the National e-Invoice System; for private people, that it need not be there. */
export function Ksef({ document: { id, kind, ksef } }: { document: DocumentDetails }) {
  const text = useBillingText().ksef;
  const { state } = useSession();
  const isPrivate = state.phase === "in" && state.who.kind === "individual";
  if (!ksef) {
    return isPrivate && kind !== "interest_note" ? (
      <Tile title={text.title}>
        <p>{text.private}</p>
      </Tile>
    ) : null;
  }
  return (
    <Tile title={text.title}>
      <p>{text[ksef.state]}</p>
      <dl class="transfer">
        {ksef.number && (
          <div>
            <dt>{text.number}</dt>
            <dd>
              <span class="transfer-value">{ksef.number}</span>
              <CopyButton what={text.number} value={ksef.number} />
            </dd>
          </div>
        )}
        {ksef.acceptedAt && (
          <div>
            <dt>{text.received}</dt>
            <dd>{dateTime(ksef.acceptedAt)}</dd>
          </div>
        )}
      </dl>
      {ksef.numberValid !== null && <p>{ksef.numberValid ? text.valid : text.invalid}</p>}
      {ksef.verificationLink && (
        <>
          <img class="transfer-code" src={fileAddress(`documents/${encodeURIComponent(id)}/ksef-qr`)} alt={text.code} />
          <p>
            <a href={ksef.verificationLink} target="_blank" rel="noopener noreferrer">
              {text.verify}
            </a>
          </p>
        </>
      )}
    </Tile>
  );
}
