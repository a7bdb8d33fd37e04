/** The Polish words of contact, terms and what is not there. */
export const pl = {
  contact: {
    title: "Kontakt",
    lead: "Nie możesz się zalogować albo zarejestrować? Sprawdzimy przyczynę.",
    phone: "Telefon",
    phoneNote: "Połączenie płatne według stawek operatora.",
    individual: "Klient indywidualny",
    business: "Klient biznesowy",
    identity: "Dostęp do mojBOK może otrzymać tylko osoba upoważniona, dlatego możemy poprosić o potwierdzenie tożsamości i upoważnienia.",
    older: "Dane sprzed 1 września 2024 r. znajdziesz w dotychczasowym eBOK.",
    oldPortal: "Przejdź do eBOK",
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
