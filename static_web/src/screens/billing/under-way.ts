import type { OpenOnlinePayment } from "../../api/billing";
import type { DocumentSummary } from "../../api/client";
import { paymentPath } from "../../paths";

/** The payment under way of a document. */
export type InPayment = { path: string; accepted: boolean } | undefined;

export function inPaymentOf(payments: OpenOnlinePayment[], { id, remaining }: Pick<DocumentSummary, "id" | "remaining">): InPayment {
  if (remaining <= 0) return undefined;
  const [found] = payments.filter(({ documents, wholeBalance }) => wholeBalance || documents.indexOf(id) >= 0);
  return found && { path: paymentPath(found.id), accepted: found.accepted };
}
