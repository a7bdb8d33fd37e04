/** The routes of the app, in Polish because customers see them. */
export const PATHS = {
  signIn: "/zaloguj",
  register: "/rejestracja",
  checkMail: "/sprawdz-poczte",
  activate: "/aktywacja",
  linkExpired: "/link-wygasl",
  forgotPassword: "/nie-pamietam-hasla",
  forgotLogin: "/nie-pamietam-loginu",
  secondStep: "/drugi-krok",
  newPassword: "/nowe-haslo",
  newTerms: "/nowy-regulamin",
  confirmEmail: "/potwierdz-email",
  undoEmail: "/cofnij-email",
  unsubscribe: "/wylacz-powiadomienie",
  security: "/bezpieczenstwo",
  changePassword: "/bezpieczenstwo/haslo",
  changeEmail: "/bezpieczenstwo/email",
  changeLogin: "/bezpieczenstwo/login",
  setUpSecondStep: "/bezpieczenstwo/drugi-krok",
  passkeys: "/bezpieczenstwo/klucze",
  signIns: "/bezpieczenstwo/logowania",
  mailPreferences: "/bezpieczenstwo/powiadomienia",
  ownAccount: "/bezpieczenstwo/konto",
  apiKeys: "/bezpieczenstwo/klucze-api",
  myData: "/moje-dane",
  people: "/moje-dane/osoby",
  accessLog: "/moje-dane/dziennik",
  customers: "/klienci",
  invitation: "/zaproszenie",
  dashboard: "/pulpit",
  documents: "/faktury",
  payments: "/faktury/wplaty",
  statement: "/faktury/zestawienie",
  pay: "/faktury/zaplac",
  document: "/faktury/:id",
  payment: "/platnosc/:id",
  contracts: "/umowy",
  contract: "/umowy/:id",
  points: "/punkty",
  point: "/punkty/:id",
  coverage: "/punkty/:id/dane",
  readings: "/punkty/:id/odczyty",
  replay: "/punkty/:id/taryfy",
  usage: "/zuzycie",
  costs: "/zuzycie/koszt",
  deposit: "/zuzycie/depozyt",
  tickets: "/zgloszenia",
  newTicket: "/zgloszenia/nowe",
  ticket: "/zgloszenia/:id",
  services: "/uslugi",
  service: "/uslugi/:kind",
  contact: "/kontakt",
  origin: "/czy-to-od-nas",
  terms: "/regulamin",
  accessibility: "/dostepnosc",
  notFound: "/nie-znaleziono",
} as const;

/** An address with these parameters, without those that are empty. */
export function withQuery(path: string, query: Record<string, string | undefined>): string {
  const search = Object.keys(query)
    .filter((name) => query[name])
    .map((name) => `${name}=${encodeURIComponent(query[name] ?? "")}`)
    .join("&");
  return search ? `${path}?${search}` : path;
}

/** A version of the terms. */
export function termsPath(version: string): string {
  return `${PATHS.terms}?wersja=${version}`;
}

export function documentPath(id: string): string {
  return `${PATHS.documents}/${encodeURIComponent(id)}`;
}

/** The payment form, filled in with these documents, or this amount as typed, and the method. */
export function payPath(documents: string[] = [], { amount, blik }: { amount?: string; blik?: boolean } = {}): string {
  const what = documents.length ? `dokumenty=${documents.map(encodeURIComponent).join(",")}` : amount && `kwota=${encodeURIComponent(amount)}`;
  const how = blik === undefined ? undefined : `sposob=${blik ? "blik" : "przelew"}`;
  const query = [what, how].filter(Boolean).join("&");
  return query ? `${PATHS.pay}?${query}` : PATHS.pay;
}

/** The screen of a payment under way, to which the payment provider returns. */
export function paymentPath(id: string): string {
  return `/platnosc/${encodeURIComponent(id)}`;
}

export function contractPath(id: string): string {
  return `${PATHS.contracts}/${encodeURIComponent(id)}`;
}

export function pointPath(id: string): string {
  return `${PATHS.points}/${encodeURIComponent(id)}`;
}

/** The calendar of a point's data, of this year or another. */
export function coveragePath(id: string, year?: number): string {
  return `${pointPath(id)}/dane${year ? `?rok=${year}` : ""}`;
}

export function readingsPath(id: string): string {
  return `${pointPath(id)}/odczyty`;
}

export function replayPath(id: string): string {
  return `${pointPath(id)}/taryfy`;
}

/** The cost of a year, of one point or of all. */
export function costsPath(point: string | undefined, year: number): string {
  return withQuery(PATHS.costs, { punkt: point, rok: String(year) });
}

export function depositPath(point: string): string {
  return withQuery(PATHS.deposit, { punkt: point });
}

/** The list of metering points, of one contract or with a search. */
export function pointsPath({ umowa, szukaj }: { umowa?: string; szukaj?: string }): string {
  return withQuery(PATHS.points, { umowa, szukaj });
}

export function ticketPath(id: string): string {
  return `${PATHS.tickets}/${encodeURIComponent(id)}`;
}

/** The query parameters that prefill a new ticket. */
export type Begun = Partial<
  Record<"szkic" | "temat" | "faktura" | "numer" | "punkt" | "umowa" | "nazwa" | "wplata" | "kwota" | "dzien" | "dalszy" | "rodzaj" | "tresc", string>
>;

/** The form of a service, prefilled with a contract, a point or a document. */
export function servicePath(kind: string, begun: Partial<Record<"umowa" | "punkt" | "faktura" | "szkic", string>> = {}): string {
  return withQuery(`${PATHS.services}/${encodeURIComponent(kind)}`, begun);
}

/** The form of a new ticket, prefilled. */
export function newTicketPath(begun: Begun = {}): string {
  return withQuery(PATHS.newTicket, begun);
}
