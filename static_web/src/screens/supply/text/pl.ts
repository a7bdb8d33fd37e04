import { oldPortal } from "brand:core";
import { firstDay } from "brand:pl";

import { plainDate, weekday } from "../../../i18n/format";
import { plural } from "../../../i18n/plural";
import { kwh, percent } from "../energy";
import { MONTHS as ALL_MONTHS } from "../months";
import { COUNTS } from "./counts";
import { runs } from "./runs";
import { supplied } from "./supplied/pl";
import { zones } from "./zones/pl";

const MONTHS = ALL_MONTHS.pl;
const { days, months: monthsFor, points } = COUNTS.pl;
const month = (of: string) => MONTHS.names[Number(of.slice(5, 7)) - 1] ?? "";
const inMonth = (of: string) => `${of.slice(5, 7) === "09" ? "we" : "w"} ${MONTHS.inside[Number(of.slice(5, 7)) - 1] ?? ""} ${of.slice(0, 4)}`;
const WEEKDAYS = ["poniedziałek", "wtorek", "środa", "czwartek", "piątek", "sobota", "niedziela"];
const dayOf = (date: string) => `${Number(date.slice(8))} ${MONTHS.of[Number(date.slice(5, 7)) - 1] ?? ""}`;
const overDays = (n: number) => `w ${n} ${n === 1 ? "dniu znanym" : "dniach znanych"} z obu lat`;
const listed = (words: string[]) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} i ${words[words.length - 1]}`);
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);

const more = (change: number) => (Math.abs(change) < 0.5 ? "tyle samo" : `o ${percent(change)} ${change > 0 ? "więcej" : "mniej"}`);

/** How much more or less than before, in words. */
const against = (change: number | null, before: string) =>
  change === null ? "" : Math.abs(change) < 0.5 ? `, tyle samo co ${before}` : `, o ${percent(change)} ${change > 0 ? "więcej" : "mniej"} niż ${before}`;

/** The Polish words of contracts, metering points and usage. */
export const pl = {
  months: MONTHS.names,
  shortMonths: MONTHS.short,
  monthOfYear: (of: string) => `${month(of)} ${of.slice(0, 4)}`,
  weekdays: ["pn", "wt", "śr", "cz", "pt", "so", "nd"].map((short, index) => ({ short, long: WEEKDAYS[index] ?? "" })),
  dayName: (date: string) => `${WEEKDAYS[weekday(date)]}, ${dayOf(date)} ${date.slice(0, 4)}`,
  dayOfMonth: (date: string) => `${dayOf(date)} (${WEEKDAYS[weekday(date)]})`,
  dayShort: (date: string) => `${Number(date.slice(8))}.${date.slice(5, 7)}`,
  chart: {
    walk: (caption: string) => `${caption}. Wykres: przechodź strzałkami w lewo i w prawo.`,
    nothingChosen: "nic nie wskazano",
    point: "Wskaż słupek, żeby zobaczyć wartość.",
    pointAndGo: "Wskaż słupek, żeby zobaczyć wartość. Wybierz go jeszcze raz, żeby zajrzeć głębiej.",
    unknown: "brak danych",
    missing: "brak danych",
    awaited: "jeszcze nie przesłane",
    estimates: "wartość szacowana lub zastępcza",
    quality: {
      recorded: "zarejestrowane",
      substitute: "zastępcze",
      corrected: "skorygowane",
      own: "odczyt odbiorcy",
      estimated: "szacowane",
      missing: "brak danych",
      awaited: "jeszcze nie przesłane",
    },
    qualityHead: "Dane",
    showTable: "Pokaż jako tabelę",
    hideTable: "Ukryj tabelę",
    together: "Razem",
    partly: (to: string) => `dane do ${plainDate(to)}`,
    partlyFrom: (from: string) => `dane od ${plainDate(from)}`,
    partlyOf: (quality: string) => `w części ${quality}`,
    incomplete: "dane niepełne",
    ofPoints: (some: number, all: number) => `${some} z ${all} punktów`,
    /** A bar against the year before; `over` are the days that can be compared where it is not all of it. */
    change: (wh: number, share: number | null, over: number | null) =>
      `${over === null ? "" : `${overDays(over)}: `}${wh === 0 ? "tyle samo co" : `o ${kwh(Math.abs(wh))} ${share === null ? "" : `(${percent(share)}) `}${wh > 0 ? "więcej" : "mniej"} niż`} rok temu`,
  },
  usage: {
    title: "Zużycie",
    point: "Punkt poboru",
    allPoints: "Wszystkie punkty razem",
    ofPoints: (n: number) => `Razem ${points(n)}.`,
    ofSomePoints: (some: number, all: number) => `Razem ${some} z ${all} punktów. Pozostałe odczytujemy rzadziej niż co dzień, więc nie ma ich w tych liczbach.`,
    period: "Okres",
    picker: {
      hint: "Puste pole: wszystkie punkty razem. Wpisz nazwę, adres albo numer PPE.",
      found: (n: number) => `${plural("pl", n, { one: "Pasuje", few: "Pasują", many: "Pasuje" })} ${points(n)}.`,
      foundMore: (n: number) => `Pierwsze ${points(n)}. Wpisz więcej, żeby zawęzić.`,
      none: "Nie ma takiego punktu poboru.",
    },
    noSuchPoint: "Nie ma takiego punktu poboru.",
    noRows: "Za ten czas nie mamy danych. Wybierz inny okres.",
    wholeYear: (year: string) => `Cały rok ${year}`,
    wholeMonth: (name: string) => `Cały ${name}`,
    earlier: "Wcześniej",
    later: "Później",
    show: "Pokaż",
    what: { imported: "Pobrana", zones: "Strefy", exported: "Oddana" },
    resolution: "Dokładność",
    resolutions: { hour: "Godziny", quarter: "Kwadranse" },
    heads: { month: "Miesiąc", day: "Dzień", hour: "Godzina", quarter: "Kwadrans" },
    caption: {
      imported: (when: string) => `Energia pobrana, ${when}`,
      zones: (when: string) => `Energia pobrana według stref, ${when}`,
      exported: (when: string) => `Energia oddana do sieci, ${when}`,
    },
    onward: (name: string) => `Pokaż: ${name}`,
    used: (year: string, wh: number, change: number | null, running: boolean, sameDays: boolean) =>
      `W ${year} roku zużyto ${running ? "dotąd " : ""}${kwh(wh)}${against(change, running ? "w tym samym czasie rok temu" : sameDays ? "w tych samych dniach rok wcześniej" : "rok wcześniej")}.`,
    usedInMonth: (of: string, wh: number, change: number | null, running: boolean, sameDays: boolean) =>
      `${capital(inMonth(of))} zużyto ${running ? "dotąd " : ""}${kwh(wh)}${against(change, sameDays ? "w tych samych dniach rok temu" : "rok temu")}.`,
    /** Where only some of the days can be compared with the year before. */
    comparedInPart: (n: number, change: number) => `Z poprzednim rokiem można porównać ${days(n)}: zużyto wtedy ${more(change)}.`,
    usedOnDay: (date: string, wh: number) => `${plainDate(date)} zużyto ${kwh(wh)}.`,
    gaveBack: (wh: number) => `Do sieci oddano ${kwh(wh)}.`,
    longDay: "Ta doba miała 25 godzin: zegary cofnięto z 3:00 na 2:00, więc godzina 2:00 jest dwa razy.",
    shortDay: "Ta doba miała 23 godziny: zegary przesunięto z 2:00 na 3:00, więc godziny 2:00 nie ma.",
    summer: "czas letni",
    winter: "czas zimowy",
    knownTo: (date: string) => `Dane do ${plainDate(date)}.`,
    none: "Za ten czas nie mamy jeszcze żadnej wartości z licznika.",
    noneSince: (date: string) => `Za ten czas nie mamy jeszcze danych. Ostatnie są do ${plainDate(date)}, następne pojawią się po odczycie.`,
    noneYet: "Nie mamy tu jeszcze danych o zużyciu. Pojawią się, gdy zacznie działać umowa i przyjdą pierwsze odczyty.",
    since: oldPortal ? `Dane od ${firstDay} Starsze są w dotychczasowym ${oldPortal}.` : `Dane od ${firstDay}`,
  },
  zones: {
    title: "Strefy",
    now: "teraz",
    names: zones,
    spans: (spans: { from: number; to: number }[]) =>
      spans.map(({ from, to }) => (from === 0 && to === 24 ? "cała doba" : `${from}–${to}`)).join(", "),
    titleOf: (tariff: string) => `Strefy taryfy ${tariff}`,
    single: (tariff: string) => `W grupie ${tariff} cena jest taka sama przez całą dobę, codziennie.`,
    daysOf: (kinds: string[]) =>
      kinds.length === 4
        ? "Codziennie"
        : capital(listed(kinds.map((kind) => ({ workday: "dni robocze", saturday: "soboty", sunday: "niedziele", holiday: "święta" })[kind] ?? kind))),
    monthsOf: (months: number[]) =>
      capital(listed(runs(months, 12).map(({ from, to }) => (from === to ? MONTHS.names[from - 1] : `${MONTHS.names[from - 1]}–${MONTHS.names[to - 1]}`) ?? ""))),
    winterClock: "Zegar tego licznika zostaje na czasie zimowym, dlatego latem strefy zaczynają się na ściennym zegarze o godzinę później.",
    perMeter: "Dystrybutor ustala godziny osobno dla każdego licznika. To godziny najczęstsze – pewne są te na fakturze.",
    uncertain: "Te godziny pochodzą z publicznych źródeł i mogą się zmienić. Rozliczamy zawsze według odczytów licznika.",
    unknown: {
      no_hours_for_operator: "Nie znamy godzin stref tej grupy u tego dystrybutora. Rozliczamy według odczytów licznika.",
      operator_unknown: "Nie znamy godzin stref tego punktu. Rozliczamy według odczytów licznika.",
    },
  },
  coverage: {
    title: "Skąd są te dane",
    calendar: "Kalendarz danych",
    year: "Rok",
    none: "Za ten rok nie ma jeszcze danych.",
    knownTo: (date: string) => `Dane znamy do ${date}.`,
    expected: (date: string) => `Następnych spodziewaj się ${date}.`,
    late: (date: string) => `Dane się spóźniają: miały być ${date}. Upominamy się o nie u dystrybutora, nic nie musisz robić.`,
    days,
    months: monthsFor,
    whatToDo: "Brakujące dni ma uzupełnić dystrybutor. Rachunek liczymy ze stanu licznika, więc luka go nie zmienia. Jeśli trwa dłużej niż miesiąc, napisz do nas.",
    changes: "Uzupełnione i poprawione później",
    before: "Było",
    after: "Jest",
    changedOn: "Zmieniono",
    openCalendar: "Kalendarz całego roku",
    whole: "Licznik zarejestrował każdy dzień.",
    missing: (n: number, which: string) =>
      `Brak danych za ${days(n)} (${which}). Nic nie musisz robić: dystrybutor ma je uzupełnić, a rozliczamy według stanu licznika.`,
    awaited: (n: number, which: string) => `Jeszcze nie przesłane: ${days(n)} (${which}). Dane przychodzą zwykle następnego dnia.`,
    guessed: (n: number) => `Zastępcze lub szacowane: ${days(n)}. Dystrybutor wyliczył je, bo zabrakło odczytu.`,
    corrected: (n: number) => `Skorygowane: ${days(n)}. Dystrybutor poprawił wcześniejszą wartość.`,
  },
  downloads: {
    title: "Pobierz te dane",
    xlsx: "Najwygodniejszy do oglądania i liczenia w arkuszu.",
    csv: "Zwykły tekst: do własnych programów i innych arkuszy.",
    csvMonth: "Zwykły tekst: do własnych programów. Plik ma cały miesiąc, godzina po godzinie, z przesunięciem czasu przy każdym wierszu.",
    api: "Pobieraj automatycznie",
    apiHint: "Klucz API i gotowe przykłady: curl, Python, Home Assistant.",
    greenButton: "Standard dla programów energetycznych: kwadrans po kwadransie, a gdzie ich nie ma – dzień po dniu. Brakujących wartości w nim nie ma – nie są zerem.",
    greenButtonWithout: (which: string) => `Nie będzie w nim miesięcy, z których znamy tylko sumę: ${which}. Są w plikach Excel i CSV.`,
  },
  costs: {
    title: "Koszt energii",
    tab: "Koszt",
    back: "Zużycie",
    year: "Rok",
    noSuchPoint: "Nie ma takiego punktu poboru.",
    none: "Za ten rok nie ma jeszcze faktur.",
    billed: (year: string, amount: string) => `Za ${year} rok na fakturach jest ${amount} netto.`,
    estimatedSum: (amount: string) => `Za dni jeszcze niezafakturowane wychodzi z cenników ${amount}.`,
    collective: "Ten punkt rozliczamy na fakturze razem z innymi, bez podziału na punkty.",
    byPriceList: (year: string, amount: string) => `Z cenników wychodzi za niego za ${year} rok ${amount} netto.`,
    caption: (year: string) => `Koszt netto miesiąc po miesiącu, ${year}`,
    together: "Razem",
    parts: { billed: "zafakturowane", estimated: "wyliczone z cennika" },
    net: "Kwoty netto, bez VAT. Fakturę za dłuższy okres dzielimy na miesiące według dni.",
    withoutDeposit: "Wyliczenie z cennika nie odejmuje depozytu prosumenckiego, a faktury tak.",
    elsewhere: (amount: string) => `Na tych samych fakturach jest jeszcze ${amount} za inne lata.`,
    unassigned: (amount: string) => `Opłaty za całą umowę, a nie za jeden punkt: ${amount}. Nie ma ich w słupkach.`,
  },
  nextBill: {
    title: "Następny rachunek",
    lead: "Policzymy, ile wyniesie, jeśli będziesz zużywać tyle co teraz.",
    ask: "Policz",
    busy: "Liczymy…",
    about: "około",
    aboutAll: "razem około",
    unknownOf: (n: number) => `Bez tego, czego nie da się teraz policzyć (${points(n)}).`,
    tooMany: (n: number) => `Razem liczymy najwyżej ${points(n)}, a masz ich więcej. Wybierz punkt w zużyciu i wróć tu, a policzymy jego rachunek.`,
    noPoints: "Nie masz teraz punktu poboru, za który przyjdzie rachunek.",
    between: (low: string, high: string) => `Najpewniej między ${low} a ${high} brutto.`,
    noPrices: "Kwoty nie podajemy, bo nie znamy jeszcze wszystkich cen.",
    energy: (energy: string, from: string, to: string) => `To około ${energy} od ${from} do ${to}.`,
    without: {
      deposit: "Bez tego, co pokryje depozyt prosumencki.",
      discounts: "Bez opustów za energię oddaną do sieci, więc rachunek będzie niższy.",
    },
    basis: {
      this_pace: "Liczymy z ostatnich czterech tygodni.",
      last_year: "Liczymy z tego, co było rok temu.",
    },
    knownTo: (date: string) => `Dane z licznika do ${date}.`,
    reasons: {
      no_contract: "Tego punktu nie obejmuje teraz żadna umowa.",
      too_little_data: "Za mało danych, żeby to uczciwie policzyć. Spróbuj po następnych odczytach.",
    },
  },
  prices: {
    title: "Ceny na dziś i jutro",
    cheapest: (date: string, hours: string, price: string) => `${date}: najtaniej ${hours} (${price}).`,
    dearest: (hours: string, price: string) => `Najdrożej ${hours} (${price}).`,
    caption: (date: string) => `Cena energii, ${date}`,
    price: "cena energii",
    tomorrowLater: "Ceny na jutro pojawią się tu po ogłoszeniu przez giełdę, zwykle po 14:00.",
    note: "Cena energii czynnej z VAT, średnia z kwadransów każdej godziny, bez dystrybucji i opłat stałych.",
    market: "cena giełdowa netto",
    marketCaption: (date: string) => `Cena giełdowa energii netto, ${date}`,
    marketNote: "Cena giełdowa (RCE) netto, bez VAT i bez składników Twojego cennika, bo nie ma w nim ceny, która od niej zależy.",
  },
  replay: {
    title: "Porównanie taryf",
    lead: (energy: string, from: string, to: string) => `Tyle kosztowałoby Twoje ${energy} z okresu ${from} – ${to} w innych grupach taryfowych.`,
    covered: (share: string) => `Godziny znamy dla ${share} tej energii, resztę dzielimy na strefy tak samo.`,
    coveredWhole: "Godziny znamy dla całej tej energii.",
    needed: (share: string) => `Potrzeba co najmniej ${share}.`,
    reasons: {
      too_little_data: "Za mało danych. Do porównania potrzebne są dane godzinowe z licznika zdalnego.",
      no_contract: "Tego punktu nie obejmuje teraz żadna umowa.",
    },
    tariff: "Grupa taryfowa",
    own: "Twoja",
    year: "Rocznie",
    month: "Miesięcznie",
    difference: "Wobec obecnej",
    same: "tyle samo",
    dearer: (amount: string) => `o ${amount} drożej`,
    cheaper: (amount: string) => `o ${amount} taniej`,
    hoursUncertain: "godziny stref niepewne",
    unknown: { no_hours_for_operator: "brak godzin stref dla tego dystrybutora", no_prices: "brak cen w cennikach" },
    net: "Kwoty netto według cenników z tego czasu, z opłatami stałymi i opłatą mocową.",
    uncertain: "Godziny niektórych stref pochodzą z publicznych źródeł i mogą być inne u Ciebie.",
    uncounted: "Nie policzyliśmy:",
    notForAll: "To porównanie, a nie oferta. Nie wszystkie grupy są dostępne dla każdego.",
    dynamic: "Ceny dynamiczne",
    byMarket: (energy: string, amount: string) => `Te same ${energy} po cenach giełdowych z chwili zużycia kosztowałyby ${amount}.`,
    byOwn: (amount: string) => `Według Twojego cennika to ${amount}.`,
    onlyEnergy: "Sama energia czynna, netto, bez dystrybucji i marży sprzedawcy. Miesiące:",
  },
  deposit: {
    title: "Depozyt prosumencki",
    none: "Nie ma tu jeszcze depozytu. Pojawi się po rozliczeniu pierwszego miesiąca oddawania energii.",
    left: (amount: string) => `Na depozycie masz ${amount}.`,
    nextLapse: (date: string) => `Najbliższa kwota przepada ${date}.`,
    pays: "Z depozytu opłacamy samą energię, najpierw z najstarszych miesięcy. Dystrybucję i opłaty stałe płacisz osobno.",
    lapses: (amount: string, of: string, date: string) => `${amount} za ${of} przepada ${date}.`,
    comesBack: (amount: string) => `Zwrócimy z tego ${amount}.`,
    month: "Miesiąc",
    states: { pending: "w rozliczeniu", open: "do wykorzystania", used: "wykorzystany", lapsed: "przepadł", refunded: "zwrócony" },
    exported: "Oddano",
    price: "Cena",
    corrected: (price: string) => `teraz ${price}/MWh`,
    value: "Wartość",
    booked: (date: string) => `od ${date}`,
    used: "Wykorzystano",
    rest: "Zostało",
    until: "do",
    refundable: (amount: string) => `do zwrotu ${amount}`,
    versions: "PSE poprawia czasem cenę RCEm po ogłoszeniu. Pokazujemy cenę, według której rozliczono miesiąc, a obok obecną, jeśli jest inna.",
  },
  ...supplied,
};

export type SupplyCatalogue = typeof pl;
