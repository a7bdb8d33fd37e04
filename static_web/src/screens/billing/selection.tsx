import { saveArchive } from "../../api/billing";
import type { DocumentSummary } from "../../api/client";
import { useAction } from "../../components/action";
import { Button } from "../../components/button";
import { ProblemLine } from "../../components/problem-line";
import { useBillingText } from "./text";
import { payPath } from "../../paths";
import { MOST } from "../../rules/amount";
import type { InPayment } from "./under-way";

const MOST_PDFS = 50;

/** Whether paying a document makes sense. */
export function isPayable({ state }: Pick<DocumentSummary, "state">): boolean {
  return state === "to_pay" || state === "partly_paid" || state === "overdue";
}

interface SelectionProps {
  documents: DocumentSummary[];
  inPayment: (document: DocumentSummary) => InPayment;
  onClear: () => void;
}

/** The actions for the selected documents. */
export function Selection({ documents, inPayment, onClear }: SelectionProps) {
  const text = useBillingText().selection;
  const { tooMuch } = useBillingText().pay;
  const { busy, failure, run } = useAction();
  if (documents.length === 0) return null;
  const payable = documents.filter((one) => isPayable(one) && !inPayment(one));
  const sum = payable.reduce((all, { remaining }) => all + remaining, 0);
  const noZip = documents.length > MOST_PDFS ? text.tooMany : documents.some(({ pdf }) => pdf !== "ready") ? text.noPdf : undefined;
  return (
    <div class="selection" role="group" aria-label={text.chosen(documents.length)}>
      <p>{text.chosen(documents.length)}</p>
      {noZip && <p class="small muted">{noZip}</p>}
      {sum > MOST && <p class="small">{tooMuch}</p>}
      <ProblemLine failure={failure} />
      <div class="actions">
        {!noZip && (
          <Button
            kind="quiet"
            busy={busy !== undefined}
            busyLabel={text.zipBusy}
            onClick={() => void run(() => saveArchive(documents.map(({ id }) => id)))}
          >
            {text.zip}
          </Button>
        )}
        {payable.length > 0 && sum <= MOST && (
          <a class="button button-main" href={payPath(payable.map(({ id }) => id))}>
            {text.pay(sum)}
          </a>
        )}
        <Button kind="quiet" onClick={onClear}>
          {text.clear}
        </Button>
      </div>
    </div>
  );
}
