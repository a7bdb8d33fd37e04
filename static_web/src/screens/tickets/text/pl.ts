/** The Polish words of writing to the office. */
export const pl = {
  problem: {
    file_empty: "Ten plik jest pusty. Wybierz inny.",
    file_damaged: "Tego pliku nie da się otworzyć. Zapisz go jeszcze raz albo zrób nowe zdjęcie.",
    file_encrypted: "Ten plik jest chroniony hasłem. Zapisz go bez hasła i dodaj ponownie.",
    picture_too_large: "To zdjęcie ma za dużo punktów. Zmniejsz je i dodaj ponownie.",
    file_infected: "Program antywirusowy zatrzymał ten plik. Sprawdź swój komputer i dodaj inny plik.",
    file_too_large: "Ten plik ma ponad 10 MB. Zmniejsz go albo podziel na części.",
    file_kind_refused: "Dodaj plik PDF, JPEG, PNG lub HEIC.",
    file_waiting: "Jeszcze sprawdzamy ten plik. Spróbuj za kilka minut.",
    file_sent: "Ten plik jest już wysłany z wiadomością.",
    file_missing: "Jeden z plików nie dotarł. Dodaj go jeszcze raz i wyślij wiadomość.",
    too_many_files: "Do jednej wiadomości dodasz 5 plików. Kolejne wyślij w następnej.",
    ticket_closed: "To zgłoszenie jest zamknięte. Otwórz je ponownie albo napisz nowe.",
    ticket_open: "To zgłoszenie jest już otwarte.",
    reopening_over: "Od zamknięcia minęło ponad 14 dni. Napisz nowe zgłoszenie – połączymy je z tym.",
    nothing_to_rate: "Odpowiedź jeszcze nie przyszła. Oceń ją, gdy ją przeczytasz.",
    draft_changed: "Ten szkic zmieniono na innym urządzeniu. Odśwież stronę, żeby zobaczyć nowszy tekst.",
  },
};

export type TicketsCatalogue = typeof pl;
