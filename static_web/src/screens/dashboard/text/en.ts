import { money } from "../../../i18n/format";
import { plural } from "../../../i18n/plural";
import type { DashboardCatalogue } from "./pl";

const count = (n: number, one: string, other: string) => `${n} ${plural("en", n, { one, other })}`;

export const en: DashboardCatalogue = {
  greeting: (name) => (name ? `Hello, ${name}` : "Hello"),
  balance: "Current balance",
  toPay: "To pay",
  overpaid: "Overpayment",
  settled: "Nothing to pay",
  overdue: (amount) => `including ${money(amount)} overdue`,
  overpaidNote: "We will set it off against your next invoice.",
  asOf: "as of",
  balanceUnknown: "We do not know the balance yet. It will be here as soon as we receive it.",
  beingPaid: "Payment under way",
  paidBooking: "Paid, being booked",
  waiting: (amount) => `Under way: ${money(amount)}`,
  accepted: (amount) => `Payment of ${money(amount)} received, being booked`,
  pay: "Pay",
  details: "Details",
  allPaid: "Everything is paid.",
  nextExpected: (date) => `Everything is paid. You will see the next invoice here around ${date}.`,
  nextPayment: "Next payment",
  document: "Document",
  together: (n) => `${count(n, "document", "documents")} together`,
  dueIn: (n) =>
    n === 0 ? "today" : n === 1 ? "tomorrow" : n > 0 ? `in ${count(n, "day", "days")}` : `${count(-n, "day", "days")} overdue`,
  lastDocuments: "Latest documents",
  noDocuments: "There are no documents yet. You will see the first invoice here once it is issued.",
  allDocuments: "All documents",
  arrival: {
    activated: "Your account is active and you are signed in.",
    activatedLoginTaken: "Your account is active. The login you chose was taken, so sign in with your PESEL or NIP. You can choose another login in Security.",
  },
  mailRefused: {
    text: "Our messages do not reach your e-mail address. Check that the mailbox works and is not full.",
    change: "Give another address",
  },
  loginOffer: {
    title: "Choose a login of your own",
    text: "Instead of your PESEL or NIP you can sign in with a login that is easy to remember.",
    choose: "Choose a login",
    later: "Not now",
    busy: "Saving…",
  },
};
