/** The screens of documents, payments and paying, fetched when somebody first needs one of them. */
export { DocumentScreen } from "./document";
export { Documents } from "./documents";
export { Pay } from "./pay";
export { PaymentOutcome } from "./payment-outcome";
export { Payments } from "./payments";
export { StatementScreen } from "./statement";
