import { oldPortal } from "brand:core";
import { callCosts, complaints, firstDay, identity } from "brand:pl";

/** The Polish words of contact, terms and what is not there. */
export const pl = {
  contact: {
    title: "Kontakt",
    lead: "Nie możesz się zalogować albo zarejestrować? Sprawdzimy przyczynę.",
    phone: "Telefon",
    phoneNote: callCosts,
    individual: "Klient indywidualny",
    business: "Klient biznesowy",
    identity,
    complaintsTitle: "Reklamacje",
    complaints: complaints ? [complaints] : [],
    older: oldPortal ? `Dane sprzed ${firstDay} znajdziesz w dotychczasowym ${oldPortal}.` : `Danych sprzed ${firstDay} tu nie ma.`,
    oldPortal: `Przejdź do ${oldPortal}`,
  },
  terms: {
    title: "Regulamin",
    published: (date: string) => `Obowiązuje od ${date}`,
    otherVersion: "(To nie jest wersja obowiązująca dzisiaj).",
    print: "Drukuj",
    changes: "Co się zmieniło",
    versions: "Wszystkie wersje",
  },
  notFound: {
    title: "Nie ma takiej strony",
    text: "Adres mógł się zmienić albo jest w nim literówka.",
    home: "Przejdź do strony startowej",
  },
};

export type HelpCatalogue = typeof pl;
