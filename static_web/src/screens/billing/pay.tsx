import { useLocation } from "preact-iso";

import { billingApi } from "../../api/billing";
import type { Answer, DocumentPage, DocumentSummary } from "../../api/client";
import { useAnswer } from "../../api/use-answer";
import { BackLink } from "../../components/back-link";
import { Banner } from "../../components/banner";
import { PageTitle } from "../../components/page";
import { WaitFor } from "../../components/waiting";
import { useText } from "../../i18n/text";
import { PATHS, paymentPath } from "../../paths";
import { PaymentForm } from "./payment-form";
import { MOST_DOCUMENTS } from "./payment-request";
import { useBillingText } from "./text";
import { BalanceTransfer } from "./transfer-details";

const OPEN: DocumentSummary["state"][] = ["to_pay", "partly_paid", "overdue"];

interface Payable extends DocumentPage {
  /** The documents in the address that are not among the first hundred. */
  named: DocumentSummary[];
}

/** What can be paid: the balance, the first hundred open documents, and those named in the address. */
async function payable(ids: string[], signal?: AbortSignal): Promise<Answer<Payable>> {
  const { data, serverNow } = await billingApi.documents({ state: OPEN, sort: "due", limit: 100 }, signal);
  const further = ids.filter((id) => !data.documents.some((one) => one.id === id)).slice(0, MOST_DOCUMENTS);
  const named = await Promise.all(further.map((id) => billingApi.document(id, signal)));
  return { data: { ...data, named: named.map(({ data: one }) => one) }, serverNow };
}

export function Pay() {
  const text = useBillingText().pay;
  const back = useText().document.backToList;
  const asked = (useLocation().query["dokumenty"] ?? "").split(",").filter(Boolean);
  const answer = useAnswer((signal) => payable(asked, signal), asked.join());
  return (
    <>
      <BackLink path={PATHS.documents}>{back}</BackLink>
      <PageTitle>{text.title}</PageTitle>
      <WaitFor on={answer}>
        {(page) => (
          <>
            <UnderWay payments={page.onlinePayments} />
            <PaymentForm
              account={page}
              documents={[...page.named.filter(({ state }) => OPEN.indexOf(state) >= 0), ...page.documents]}
              more={page.next !== null}
              asked={asked}
            />
            {page.leftToPay !== null && page.leftToPay > 0 && <BalanceTransfer />}
          </>
        )}
      </WaitFor>
    </>
  );
}

/** Links to unfinished payments, whose documents cannot be paid again until they end. */
function UnderWay({ payments }: { payments: DocumentPage["onlinePayments"] }) {
  const text = useBillingText().pay;
  return (
    <>
      {payments.map(({ id, accepted, amount }) => (
        <Banner key={id} tone={accepted ? "good" : "warn"}>
          {accepted ? text.booking(amount) : text.underWay(amount)} <a href={paymentPath(id)}>{text.show}</a>
        </Banner>
      ))}
    </>
  );
}
