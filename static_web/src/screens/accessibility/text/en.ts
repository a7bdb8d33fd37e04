import { portal } from "brand:core";

import type { AccessibilityCatalogue } from "./pl";

export const en: AccessibilityCatalogue = {
  title: "Accessibility statement",
  lead: (operator) => `${operator} wants everybody to be able to use ${portal}. We follow WCAG 2.2, level AA.`,
  how: "What works",
  can: [
    "Everything can be done by keyboard alone, and you see where you are.",
    "Screen readers read every screen, and beside each chart there is a table.",
    "Text can be enlarged to 200 %, and colour is never the only information.",
  ],
  not: "What does not work yet",
  cannot: `Invoices in PDF come from the billing system, and not all of them are structured for screen readers. What matters of an invoice is on its page in ${portal}.`,
  complain: "Is something in your way?",
  complainText: "Write or call: tell us which screen it is and what happens. We answer within 14 days. If you do not agree with the answer, you can complain to the President of PFRON.",
  reviewed: (date) => `Statement reviewed: ${date}.`,
};
