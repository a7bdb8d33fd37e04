import { portal } from "brand:core";

/** The Polish words of „Czy to od nas?”. */
export const pl = {
  title: "Czy to od nas?",
  lead: "Wklej mail, numer konta albo link. Powiemy, czy jest od nas.",
  label: "Co sprawdzić?",
  hint: "Numer wiadomości (jest na jej końcu, na przykład 7K3M‑Q2XW‑9DTB), adres nadawcy, numer konta do wpłaty albo link. Możesz wkleić kilka naraz.",
  submit: "Sprawdź",
  busy: "Sprawdzamy…",
  kept: "Nie zapisujemy tego, co tu wklejasz.",
  fault: { nothing_pasted: "Wklej to, co mamy sprawdzić.", text_too_long: "To za dużo naraz. Wklej sam numer, adres albo link." },
  verdicts: {
    ours: "Tak, to od nas",
    not_ours: "Nie, to nie od nas",
    unknown: "Nie możemy tego potwierdzić",
  },
  partly: "Nie ufaj temu – nie wszystko jest od nas",
  nothing: "Nie widzimy tu numeru wiadomości, adresu nadawcy, numeru konta ani linku. Skopiuj je jeszcze raz, w całości.",
  more: "Jest tu więcej, niż sprawdzamy naraz. Wklej resztę osobno.",
  kinds: { mail: "Wiadomość", sender: "Nadawca", account: "Konto", link: "Link prowadzi do" },
  says: {
    mail: {
      ours: "Wysłaliśmy wiadomość z tym numerem.",
      not_ours: "Nie wysłaliśmy w ostatnich 90 dniach wiadomości z takim numerem.",
      unknown: "Nie znamy takiego numeru.",
    },
    sender: {
      ours: "To nasz adres. Nadawcę można jednak podrobić, dlatego sprawdź też numer na końcu wiadomości.",
      not_ours: "Z tego adresu nie piszemy.",
      unknown: "Nie znamy tego adresu.",
    },
    account: {
      ours: "To nasze konto do wpłat. Konto dla Ciebie jest na Twojej fakturze i nie zmienia się z miesiąca na miesiąc.",
      not_ours: "To nie jest nasze konto do wpłat.",
      unknown: "Nie znamy tego konta.",
    },
    link: { ours: "To nasza strona.", not_ours: "To nie jest nasza strona.", unknown: "Nie znamy tej strony." },
  },
  why: {
    imitates: "To nie my. Ktoś się pod nas podszywa – adres tylko przypomina nasz.",
    mistyped: "W tym numerze jest błąd: brakuje cyfry albo jedna się nie zgadza. Skopiuj go jeszcze raz.",
    payment_provider: `To strona operatora płatności, z którym współpracujemy. Każdy może mieć u niego płatność, dlatego płać tam tylko wtedy, gdy przechodzisz z ${portal}.`,
    our_domain: `Adres jest w naszej domenie, ale ${portal} z niego nie pisze. Może to być nasz pracownik – zadzwoń i zapytaj.`,
  },
  written: (at: string, about: string) => `Wysłana ${at}, dotyczy: ${about}. Jeśli u Ciebie data albo sprawa jest inna, ktoś przepisał nasz numer – to nie od nas.`,
  about: {
    account: "konta i logowania",
    documents: "faktur i dokumentów",
    payment: "wpłaty",
    ticket: "zgłoszenia",
    supply: "umowy albo odczytu",
    terms: "regulaminu",
  },
  next: "Co teraz zrobić",
  steps: {
    ours: ["Możesz z tego skorzystać.", `Zapłacisz i sprawdzisz saldo zawsze też po zalogowaniu do ${portal} – wpisz adres w przeglądarce.`],
    not_ours: ["Nie płać, nie klikaj i nie podawaj tam żadnych danych.", "Już zapłacone? Od razu zadzwoń do swojego banku.", "Podejrzany SMS prześlij na numer 8080 (CERT Polska)."],
    unknown: ["Nie płać i nie klikaj, dopóki tego nie wyjaśnimy."],
  },
  compare: "Porównaj konto z tym na swojej fakturze:",
  documents: "Faktury",
  forward: "Prześlij nam całą wiadomość:",
  call: "Zadzwoń do nas:",
  hours: (hours: string) => `w dni robocze ${hours}`,
};

export type OriginCatalogue = typeof pl;
