import { fileAddress } from "../../api/billing";
import type { DocumentDetails } from "../../api/client";
import { CodeImage } from "../../components/code-image";
import { CopyButton } from "../../components/copy-button";
import { Tile } from "../../components/tile";
import { useBillingText } from "./text";
import { dateTime } from "../../i18n/format";
import { useSession } from "../../session/session";

type Parts = { document: DocumentDetails };

/** The state of an invoice in the National e-Invoice System (KSeF). */
export function Ksef({ document: { id, number, ksef } }: Parts) {
  const text = useBillingText().ksef;
  if (!ksef) return null;
  const address = `documents/${encodeURIComponent(id)}/`;
  return (
    <div class="tile-wide">
      <Tile title={text.title}>
        <p>{text[ksef.state]}</p>
        <div class="ksef">
          {ksef.verificationLink && (
            <CodeImage src={fileAddress(`${address}ksef-qr`)} alt={text.code} />
          )}
          <div class="ksef-facts">
            {ksef.number && (
              <dl class="transfer">
                <div>
                  <dt>{text.number}</dt>
                  <dd>
                    <span class="transfer-value">{ksef.number}</span>
                    <CopyButton what={text.number} value={ksef.number} />
                  </dd>
                  {ksef.numberValid !== null && <dd class="small muted">{ksef.numberValid ? text.valid : text.invalid}</dd>}
                </div>
                {ksef.acceptedAt && (
                  <div>
                    <dt>{text.received}</dt>
                    <dd>{dateTime(ksef.acceptedAt)}</dd>
                  </div>
                )}
              </dl>
            )}
            {ksef.verificationLink && (
              <p>
                <a class="onward" href={ksef.verificationLink} target="_blank" rel="noopener noreferrer">
                  {text.verify}
                </a>
              </p>
            )}
            {ksef.xml === "ready" && (
              <p>
                <a class="button button-quiet" href={fileAddress(`${address}ksef-xml`)} download>
                  {text.xml}
                  <span class="visually-hidden">{` ${number}`}</span>
                </a>
              </p>
            )}
            {ksef.xml === "pending" && <p class="muted">{text.xmlPending}</p>}
            {ksef.xml === "none" && ksef.state === "waiting" && <p class="muted">{text.xmlLater}</p>}
          </div>
        </div>
      </Tile>
    </div>
  );
}

/** For private people: that an invoice need not be in KSeF. */
export function WithoutKsef({ document: { kind, ksef } }: Parts) {
  const text = useBillingText().ksef;
  const { state } = useSession();
  const isPrivate = state.phase === "in" && state.who.kind === "individual";
  return isPrivate && !ksef && kind !== "interest_note" ? <p class="muted small">{text.private}</p> : null;
}
