import { money } from "../../../i18n/format";
import { plural } from "../../../i18n/plural";
import { kwh, percent } from "../../supply/energy";
import { MONTHS } from "../../supply/months";

const monthAt = (of: string) => Number(of.slice(5, 7)) - 1;
const inMonth = (of: string) => `${monthAt(of) === 8 ? "we" : "w"} ${MONTHS.pl.inside[monthAt(of)] ?? ""}`;
const days = (n: number) => `${n} ${plural("pl", n, { one: "dzień", few: "dni", many: "dni", other: "dnia" })}`;

/** The Polish words of the start page. */
export const pl = {
  greeting: (name?: string) => (name ? `Dzień dobry, ${name}` : "Dzień dobry"),
  balance: "Aktualne saldo",
  toPay: "Do zapłaty",
  overpaid: "Nadpłata",
  settled: "Nic do zapłaty",
  overdue: (amount: number) => `w tym po terminie ${money(amount)}`,
  overpaidNote: "Rozliczymy ją z kolejną fakturą.",
  refund: "Poproś o zwrot",
  asOf: "stan na",
  balanceUnknown: "Nie znamy jeszcze salda. Pokażemy je, gdy tylko je otrzymamy.",
  beingPaid: "Płatność w trakcie",
  paidBooking: "Wpłacone, księgujemy",
  waiting: (amount: number) => `W trakcie: ${money(amount)}`,
  accepted: (amount: number) => `Wpłata ${money(amount)} przyjęta, księgujemy`,
  pay: "Zapłać",
  details: "Szczegóły",
  allPaid: "Wszystko opłacone.",
  nextExpected: (date: string) => `Wszystko opłacone. Następną fakturę zobaczysz tu około ${date}.`,
  nextPayment: "Najbliższa płatność",
  document: "Dokument",
  together: (n: number) => `Razem ${n} ${plural("pl", n, { one: "dokument", few: "dokumenty", many: "dokumentów" })}`,
  dueIn: (n: number) => (n === 0 ? "dziś" : n === 1 ? "jutro" : n > 0 ? `za ${days(n)}` : `${days(-n)} po terminie`),
  lastDocuments: "Ostatnie dokumenty",
  noDocuments: "Nie ma jeszcze żadnych dokumentów. Pierwszą fakturę zobaczysz tu, gdy ją wystawimy.",
  answers: {
    waiting: (n: number): string =>
      n === 1 ? "Masz odpowiedź na swoje zgłoszenie." : `Masz ${n} ${plural("pl", n, { one: "odpowiedź", few: "odpowiedzi", many: "odpowiedzi" })} na swoje zgłoszenia.`,
    read: (n: number): string => (n === 1 ? "Przeczytaj odpowiedź" : "Zobacz zgłoszenia"),
  },
  priceEnds: (day: string) => `${day} kończy się stała cena w Twojej umowie.`,
  contract: "Zobacz, co dalej",
  contracts: "Zobacz umowy",
  allDocuments: "Wszystkie dokumenty",
  arrival: {
    activated: "Konto jest aktywne, a Ty już w nim jesteś.",
    activatedLoginTaken: "Konto jest aktywne. Wybrany login był już zajęty, więc loguj się numerem PESEL lub NIP. Inny login wybierzesz w Bezpieczeństwie.",
  },
  mailRefused: {
    text: "Nasze wiadomości nie docierają na Twój adres e-mail. Sprawdź, czy skrzynka działa i czy nie jest pełna.",
    change: "Podaj inny adres",
  },
  bills: {
    title: "Twoje rachunki",
    usageTitle: "Zużycie",
    issued: (month: string) => `z faktur wystawionych ${inMonth(month)}`,
    table: "Kwoty faktur miesiąc po miesiącu",
    monthHead: "Miesiąc",
    amountHead: "Kwota",
    beforeHead: "Rok wcześniej",
    unknown: "brak danych",
    month: (month: string) => `${MONTHS.pl.names[monthAt(month)] ?? ""} ${month.slice(0, 4)}`,
    shortMonth: (month: string) => MONTHS.pl.short[monthAt(month)] ?? "",
    lastYear: "rok temu",
    used: (month: string, used: string) => `Zużycie ${inMonth(month)}: ${used}`,
    usedSoFar: (month: string, used: string) => `Zużycie dotąd ${inMonth(month)}: ${used}`,
    same: "tyle samo co rok temu",
    more: (share: number) => `${percent(share)} więcej niż rok temu`,
    less: (share: number) => `${percent(share)} mniej niż rok temu`,
    sameDays: "(te same dni)",
    gaveBack: (wh: number) => `Do sieci oddano ${kwh(wh)}.`,
    onward: "Zobacz zużycie",
  },
  loginOffer: {
    title: "Wybierz własny login",
    text: "Zamiast numeru PESEL lub NIP możesz wpisywać przy logowaniu login, który łatwo zapamiętasz.",
    choose: "Wybierz login",
    later: "Nie teraz",
    busy: "Zapisujemy…",
  },
};

export type DashboardCatalogue = typeof pl;
