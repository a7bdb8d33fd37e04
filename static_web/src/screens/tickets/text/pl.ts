/** The Polish words of writing to the office. */
export const pl = {
  problem: {
    ticket_closed: "To zgłoszenie jest zamknięte. Otwórz je ponownie albo napisz nowe.",
    ticket_open: "To zgłoszenie jest już otwarte.",
    reopening_over: "Od zamknięcia minęło ponad 14 dni. Napisz nowe zgłoszenie – połączymy je z tym.",
    nothing_to_rate: "Odpowiedź jeszcze nie przyszła. Oceń ją, gdy ją przeczytasz.",
    draft_changed: "Ten szkic zmieniono na innym urządzeniu. Odśwież stronę, żeby zobaczyć nowszy tekst.",
  },
};

export type TicketsCatalogue = typeof pl;
