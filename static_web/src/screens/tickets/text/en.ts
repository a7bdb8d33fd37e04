import type { TicketsCatalogue } from "./pl";

export const en: TicketsCatalogue = {
  problem: {
    file_empty: "This file is empty. Choose another one.",
    file_damaged: "This file cannot be opened. Save it again or take a new photo.",
    file_encrypted: "This file is protected by a password. Save it without one and add it again.",
    picture_too_large: "This photo has too many pixels. Make it smaller and add it again.",
    file_infected: "The antivirus scanner stopped this file. Check your computer and add another file.",
    file_too_large: "This file is over 10 MB. Make it smaller or split it.",
    file_kind_refused: "Add a PDF, JPEG, PNG or HEIC file.",
    file_waiting: "We are still checking this file. Try again in a few minutes.",
    file_sent: "This file was sent with a message already.",
    file_missing: "One of the files did not arrive. Add it again and send the message.",
    too_many_files: "One message takes 5 files. Send more in the next one.",
    ticket_closed: "This ticket is closed. Open it again or write a new one.",
    ticket_open: "This ticket is open already.",
    reopening_over: "It was closed more than 14 days ago. Write a new ticket – we will link it to this one.",
    nothing_to_rate: "There is no answer yet. Rate it when you have read it.",
    draft_changed: "This draft was changed on another device. Reload the page to see the newer text.",
  },
};
