/** The screens of documents and payments, loaded when one of them is first opened. */
export { DocumentScreen } from "./document";
export { Documents } from "./documents";
export { Pay } from "./pay";
export { PaymentOutcome } from "./payment-outcome";
export { Payments } from "./payments";
export { StatementScreen } from "./statement";
