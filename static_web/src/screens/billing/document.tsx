import { useRoute } from "preact-iso";

import { billingApi } from "../../api/billing";
import type { DocumentDetails } from "../../api/client";
import { useAnswer } from "../../api/use-answer";
import { BackLink } from "../../components/back-link";
import { Button } from "../../components/button";
import { movedDay } from "../../components/due-day";
import { PrintIcon } from "../../components/icons";
import { PageTitle } from "../../components/page";
import { PdfLink } from "../../components/pdf-link";
import { StateBadge } from "../../components/state-badge";
import { Tile } from "../../components/tile";
import { Money } from "../../components/values";
import { WaitFor } from "../../components/waiting";
import { money, plainDate } from "../../i18n/format";
import type { Catalogue } from "../../i18n/pl";
import { useBillingText } from "./text";
import { useText } from "../../i18n/text";
import { MOST } from "../../rules/amount";
import { documentPath, newTicketPath, PATHS, paymentPath, payPath, servicePath } from "../../paths";
import { Correction, Corrections } from "./correction";
import { Charges, Points, Settlements } from "./document-parts";
import { LinesTable, ReadingsTable } from "./document-tables";
import { Ksef, WithoutKsef } from "./ksef";
import { isPayable } from "./selection";
import { TransferDetails } from "./transfer-details";

/** Paid, but not yet booked by billing. */
const ACCEPTED: NonNullable<DocumentDetails["inPayment"]>["state"][] = ["paid", "confirmed", "reported"];

export function DocumentScreen() {
  const { params } = useRoute();
  const id = params["id"] ?? "";
  return <OneDocument key={id} id={id} />;
}

function OneDocument({ id }: { id: string }) {
  const text = useText();
  const answer = useAnswer((signal) => billingApi.document(id, signal), id);
  const title =
    answer.state === "ready" ? `${text.documents.kind[answer.data.kind]} ${answer.data.number}` : text.document.title;
  return (
    <>
      <BackLink path={PATHS.documents}>{text.document.backToList}</BackLink>
      <PageTitle>{title}</PageTitle>
      <WaitFor on={answer} rows={8} missing={<p class="lead">{text.document.missing}</p>}>
        {(document) => <Details document={document} />}
      </WaitFor>
    </>
  );
}

function Details({ document }: { document: DocumentDetails }) {
  const words = useText();
  const { document: text, documents: { kind: kinds } } = words;
  const billing = useBillingText();
  const online = document.remaining <= MOST;
  const owes = document.remaining > 0 && document.state !== "in_clearing";
  return (
    <>
      <section class="summary">
        <StateBadge of={document} />
        <p class="lead">{inWords(words, document)}</p>
        {document.reason && (
          <p>
            {text.reason}: <span lang="pl">{document.reason}</span>
          </p>
        )}
        {document.corrects && (
          <p>
            <a href={documentPath(document.corrects)}>{text.showOriginal}</a>
          </p>
        )}
        {document.inPayment && (
          <p>
            {ACCEPTED.indexOf(document.inPayment.state) >= 0 ? billing.documentBooking : billing.documentUnderWay}{" "}
            <a href={paymentPath(document.inPayment.id)}>{billing.pay.show}</a>
          </p>
        )}
        {owes && !online && <p class="muted">{billing.pay.tooMuch}</p>}
        {document.pdf === "none" && <p class="muted">{billing.noPdf}</p>}
        <div class="actions">
          {isPayable(document) && !document.inPayment && online && (
            <a class="button button-main" href={payPath([document.id])}>
              {billing.pay.submit(document.remaining)}
            </a>
          )}
          {isPayable(document) && !document.inPayment && !online && (
            <a class="button button-main" href="#przelew">
              {billing.pay.toTransfer}
            </a>
          )}
          {document.pdf !== "none" && (
            <span class="pdf-button">
              <PdfLink of={document}>{text.openPdf}</PdfLink>
            </span>
          )}
          <Button kind="quiet" onClick={() => window.print()}>
            <PrintIcon size={20} />
            {text.print}
          </Button>
        </div>
        <p>
          <a href={newTicketPath({ faktura: document.id, numer: `${kinds[document.kind]} ${document.number}` })}>{billing.write}</a>
        </p>
        {owes && (
          <p>
            <a href={servicePath("instalments", { faktura: document.id })}>{billing.instalments}</a>
          </p>
        )}
      </section>
      <div class="tiles">
        <Charges document={document} />
        <Amounts document={document} />
        {owes && <TransferDetails document={document} />}
        <Settlements document={document} />
        <Corrections document={document} />
        <Ksef document={document} />
      </div>
      <WithoutKsef document={document} />
      <Correction document={document} />
      <LinesTable document={document} />
      <ReadingsTable document={document} />
      <Points document={document} />
    </>
  );
}

/** A summary in a sentence or two: for what, how much, due when. */
function inWords({ document: text, documents: words }: Catalogue, document: DocumentDetails): string {
  const { issuedOn, periodFrom, periodTo, dueOn, remaining, amount, state } = document;
  const what = periodFrom && periodTo ? text.forPeriod(plainDate(periodFrom), plainDate(periodTo)) : text.issued(plainDate(issuedOn));
  if (state === "in_clearing") return `${what} ${text.clearing}`;
  if (remaining > 0 && dueOn) {
    const moved = movedDay(document);
    if (moved) return `${what} ${text.payUntil(remaining, words.until(moved), plainDate(dueOn))}`;
    const say = state === "overdue" ? text.payLate : text.payBy;
    return `${what} ${say(remaining, plainDate(document.payBy ?? dueOn))}`;
  }
  if (remaining > 0) return `${what} ${text.payOpen(remaining)}`;
  if (remaining < 0) return `${what} ${text.returned(-remaining)}`;
  return `${what} ${amount > 0 ? text.paid : text.settled}`;
}

function Amounts({ document }: { document: DocumentDetails }) {
  const text = useText().document;
  const rows: [string, number][] = [
    [text.net, document.net],
    [text.vat, document.vat],
  ];
  return (
    <Tile title={text.amounts}>
      <dl class="amounts">
        {rows.map(([label, amount]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{money(amount)}</dd>
          </div>
        ))}
        <div class="amounts-total">
          <dt>{text.gross}</dt>
          <dd>
            <Money amount={document.amount} />
          </dd>
        </div>
        <div>
          <dt>{document.amount < 0 ? text.creditedSoFar : text.settledSoFar}</dt>
          <dd>{money(document.settled)}</dd>
        </div>
        <div class="amounts-total">
          <dt>{text.left}</dt>
          <dd>
            <Money amount={document.remaining} />
          </dd>
        </div>
      </dl>
    </Tile>
  );
}
