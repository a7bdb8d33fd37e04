import { money } from "../../../i18n/format";
import { plural } from "../../../i18n/plural";
import { kwh, percent } from "../../supply/energy";
import { MONTHS } from "../../supply/months";
import type { DashboardCatalogue } from "./pl";

const monthAt = (of: string) => Number(of.slice(5, 7)) - 1;
const count = (n: number, one: string, other: string) => `${n} ${plural("en", n, { one, other })}`;

export const en: DashboardCatalogue = {
  greeting: (name) => (name ? `Hello, ${name}` : "Hello"),
  balance: "Current balance",
  toPay: "To pay",
  overpaid: "Overpayment",
  settled: "Nothing to pay",
  overdue: (amount) => `including ${money(amount)} overdue`,
  overpaidNote: "We will set it off against your next invoice.",
  refund: "Ask for it back",
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
  answers: {
    waiting: (n) => (n === 1 ? "We have answered your ticket." : `You have ${n} answers to your tickets.`),
    read: (n) => (n === 1 ? "Read the answer" : "See your tickets"),
  },
  priceEnds: (day) => `The fixed price in your contract ends on ${day}.`,
  contract: "See what comes next",
  contracts: "See the contracts",
  allDocuments: "All documents",
  arrival: {
    activated: "Your account is active and you are signed in.",
    activatedLoginTaken: "Your account is active. The login you chose was taken, so sign in with your PESEL or NIP. You can choose another login in Security.",
  },
  mailRefused: {
    text: "Our messages do not reach your e-mail address. Check that the mailbox works and is not full.",
    change: "Give another address",
  },
  bills: {
    title: "Your bills",
    usageTitle: "Usage",
    issued: (month) => `from invoices issued in ${MONTHS.en.inside[monthAt(month)] ?? ""}`,
    table: "Amounts of invoices month by month",
    monthHead: "Month",
    amountHead: "Amount",
    beforeHead: "A year before",
    unknown: "no data",
    month: (month) => `${MONTHS.en.names[monthAt(month)] ?? ""} ${month.slice(0, 4)}`,
    shortMonth: (month) => MONTHS.en.short[monthAt(month)] ?? "",
    lastYear: "a year ago",
    used: (month, used) => `Usage in ${MONTHS.en.inside[monthAt(month)] ?? ""}: ${used}`,
    usedSoFar: (month, used) => `Usage so far in ${MONTHS.en.inside[monthAt(month)] ?? ""}: ${used}`,
    same: "as much as a year ago",
    more: (share) => `${percent(share)} more than a year ago`,
    less: (share) => `${percent(share)} less than a year ago`,
    sameDays: "(the same days)",
    gaveBack: (wh) => `${kwh(wh)} were given back to the grid.`,
    onward: "See the usage",
  },
  loginOffer: {
    title: "Choose a login of your own",
    text: "Instead of your PESEL or NIP you can sign in with a login that is easy to remember.",
    choose: "Choose a login",
    later: "Not now",
    busy: "Saving…",
  },
};
