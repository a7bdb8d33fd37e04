import { portal } from "brand:core";

import type { OriginCatalogue } from "./pl";

export const en: OriginCatalogue = {
  title: "Is this from us?",
  lead: "Not sure whether a mail, a bank account or a link is from us? Paste it here and we will check.",
  label: "What should we check?",
  hint: "The number of a message (at its end, for example 7K3M‑Q2XW‑9DTB), a sender's address, an account to pay to, or a link. You can paste several at once.",
  submit: "Check",
  busy: "Checking…",
  kept: "We do not keep what you paste here.",
  fault: { nothing_pasted: "Paste what we should check.", text_too_long: "That is too much at once. Paste only the number, address or link." },
  verdicts: {
    ours: "Yes, this is from us",
    not_ours: "No, this is not from us",
    unknown: "We cannot confirm this",
  },
  partly: "Do not trust it – not all of it is from us",
  nothing: "We see no message number, sender, bank account or link here. Copy it once more, all of it.",
  more: "There is more here than we check at once. Paste the rest separately.",
  kinds: { mail: "Message", sender: "Sender", account: "Account", link: "The link leads to" },
  says: {
    mail: {
      ours: "We sent a message with this number.",
      not_ours: "We sent no message with this number in the last 90 days.",
      unknown: "We do not know this number.",
    },
    sender: {
      ours: "This is our address. A sender can be forged, though, so check the number at the end of the message too.",
      not_ours: "We do not write from this address.",
      unknown: "We do not know this address.",
    },
    account: {
      ours: "This is an account of ours to pay to. The one for you stands on your invoice and does not change from month to month.",
      not_ours: "This is not an account of ours.",
      unknown: "We do not know this account.",
    },
    link: { ours: "This is our site.", not_ours: "This is not our site.", unknown: "We do not know this site." },
  },
  why: {
    imitates: "This is not us. Somebody pretends to be us – the address only looks like ours.",
    mistyped: "There is a mistake in this number: a digit is missing or wrong. Copy it once more.",
    payment_provider: `This is the site of the payment provider we work with. Anyone can have a payment there, so pay there only when you come from ${portal}.`,
    our_domain: `The address is of our domain, but ${portal} does not write from it. It may be one of our staff – call and ask.`,
  },
  written: (at, about) => `Sent ${at}, about ${about}. If yours has another date or subject, somebody copied our number – it is not from us.`,
  about: {
    account: "your account and signing in",
    documents: "invoices and documents",
    payment: "a payment",
    ticket: "a ticket",
    supply: "a contract or a reading",
    terms: "the terms of service",
  },
  next: "What to do now",
  steps: {
    ours: ["You can use it.", `You can always pay and see your balance after signing in to ${portal} as well – type the address into your browser.`],
    not_ours: ["Do not pay, do not click, and give no data there.", "If you have paid already, call your bank at once.", "Forward a suspicious text message to 8080 (CERT Polska)."],
    unknown: ["Do not pay or click until this is cleared up."],
  },
  compare: "Compare the account with the one on your invoice:",
  documents: "Invoices",
  forward: "Forward the whole message to us:",
  call: "Call us:",
  hours: (hours) => `on working days ${hours}`,
};
