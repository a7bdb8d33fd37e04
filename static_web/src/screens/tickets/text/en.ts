import type { TicketsCatalogue } from "./pl";

export const en: TicketsCatalogue = {
  problem: {
    ticket_closed: "This ticket is closed. Open it again or write a new one.",
    ticket_open: "This ticket is open already.",
    reopening_over: "It was closed more than 14 days ago. Write a new ticket – we will link it to this one.",
    nothing_to_rate: "There is no answer yet. Rate it when you have read it.",
    draft_changed: "This draft was changed on another device. Reload the page to see the newer text.",
  },
};
