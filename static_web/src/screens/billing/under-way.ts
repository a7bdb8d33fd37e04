import { useEffect, useState } from "preact/hooks";

import { billingApi, type OpenOnlinePayment } from "../../api/billing";
import type { DocumentSummary } from "../../api/client";
import { paymentPath } from "../../paths";

/** Where the payment of a document under way is to be seen. */
export type InPayment = string | undefined;

/** The payments under way, asked beside the screen; a screen without them is still right. */
export function useOpenPayments(): OpenOnlinePayment[] {
  const [payments, setPayments] = useState<OpenOnlinePayment[]>([]);
  useEffect(() => {
    let here = true;
    billingApi.paymentsUnderWay().then(
      ({ data }) => here && setPayments(data.payments),
      () => undefined,
    );
    return () => {
      here = false;
    };
  }, []);
  return payments;
}

export function inPaymentOf(payments: OpenOnlinePayment[], { id, remaining }: Pick<DocumentSummary, "id" | "remaining">): InPayment {
  if (remaining <= 0) return undefined;
  const [found] = payments.filter(({ documents, wholeBalance }) => wholeBalance || documents.indexOf(id) >= 0);
  return found && paymentPath(found.id);
}
