/** What clerks read. They work in Polish, so there is one language, and the compiler still misses no word. */
export const words = {
  problem: {
    office_sign_in_failed: "Nie udało się potwierdzić logowania. Zacznij jeszcze raz.",
    office_role_missing: "To konto nie ma roli w biurze obsługi. Poproś administratora o rolę bok.clerk albo bok.lead.",
    office_lead_required: "Zgłoszenie prowadzi inna osoba. Przekazać je może ona albo kierownik.",
    office_sign_in_unavailable: "Logowanie służbowe teraz nie odpowiada. Spróbuj za chwilę.",
    ticket_changed: "Zgłoszenie zmieniło się, odkąd je otwarto. Przeczytaj nowe wiadomości i wyślij jeszcze raz. Tekst został.",
    reply_leaving: "Poprzednia odpowiedź właśnie wychodzi. Poczekaj dziesięć sekund.",
    reply_sent: "Odpowiedź już wyszła do klienta i nie można jej cofnąć.",
    merge_impossible: "Tych dwóch zgłoszeń nie można połączyć: jedno jest zamknięte albo już połączone.",
  },
};

export type Words = typeof words;
