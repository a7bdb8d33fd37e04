import { oldPortal } from "brand:core";
import { firstDay } from "brand:uk";

import { grouped, plainDate, weekday } from "../../../i18n/format";
import { plural } from "../../../i18n/plural";
import { kwh, percent } from "../energy";
import { MONTHS as ALL_MONTHS } from "../months";
import type { SupplyCatalogue } from "./pl";
import { COUNTS } from "./counts";
import { runs } from "./runs";
import { supplied } from "./supplied/uk";
import { zones } from "./zones/uk";

const MONTHS = ALL_MONTHS.uk;
const { days, months: monthsFor, points } = COUNTS.uk;
const WEEKDAYS = ["понеділок", "вівторок", "середа", "четвер", "п'ятниця", "субота", "неділя"];
const index = (of: string) => Number(of.slice(5, 7)) - 1;
const dayOf = (date: string) => `${Number(date.slice(8))} ${MONTHS.of[index(date)] ?? ""}`;
const pointsFound = (n: number) => `${grouped(n)} ${plural("uk", n, { one: "точку", few: "точки", many: "точок" })}`;
const listed = (words: string[]) => (words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} і ${words[words.length - 1]}`);
const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
const more = (change: number) => (Math.abs(change) < 0.5 ? "стільки ж" : `на ${percent(change)} ${change > 0 ? "більше" : "менше"}`);
const against = (change: number | null, before: string) =>
  change === null ? "" : Math.abs(change) < 0.5 ? `, стільки ж, як ${before}` : `, на ${percent(change)} ${change > 0 ? "більше" : "менше"}, ніж ${before}`;

export const uk: SupplyCatalogue = {
  months: MONTHS.names,
  shortMonths: MONTHS.short,
  monthOfYear: (of) => `${MONTHS.names[index(of)] ?? ""} ${of.slice(0, 4)}`,
  weekdays: ["пн", "вт", "ср", "чт", "пт", "сб", "нд"].map((short, at) => ({ short, long: WEEKDAYS[at] ?? "" })),
  dayName: (date) => `${WEEKDAYS[weekday(date)]}, ${dayOf(date)} ${date.slice(0, 4)}`,
  dayOfMonth: (date) => `${dayOf(date)} (${WEEKDAYS[weekday(date)]})`,
  dayShort: (date) => `${Number(date.slice(8))}.${date.slice(5, 7)}`,
  chart: {
    walk: (caption) => `${caption}. Графік: рухайтеся стрілками вліво і вправо.`,
    nothingChosen: "нічого не вибрано",
    point: "Наведіть на стовпчик, щоб побачити значення.",
    pointAndGo: "Наведіть на стовпчик, щоб побачити значення. Виберіть його ще раз, щоб заглянути глибше.",
    unknown: "немає даних",
    missing: "немає даних",
    awaited: "ще не надіслано",
    estimates: "оцінене або замісне значення",
    quality: {
      recorded: "зареєстровані",
      substitute: "замісні",
      corrected: "скориговані",
      own: "показ споживача",
      estimated: "оцінені",
      missing: "немає даних",
      awaited: "ще не надіслано",
    },
    qualityHead: "Дані",
    showTable: "Показати таблицею",
    hideTable: "Сховати таблицю",
    together: "Разом",
    partly: (to) => `дані до ${plainDate(to)}`,
    partlyFrom: (from) => `дані від ${plainDate(from)}`,
    partlyOf: (quality) => `частково ${quality}`,
    incomplete: "неповні дані",
    ofPoints: (some, all) => `точок: ${some} з ${all}`,
    change: (wh, share, n) =>
      `${n === null ? "" : `у днях, відомих з обох років (${n}): `}${wh === 0 ? "стільки ж, як" : `на ${kwh(Math.abs(wh))} ${share === null ? "" : `(${percent(share)}) `}${wh > 0 ? "більше" : "менше"}, ніж`} рік тому`,
  },
  usage: {
    title: "Споживання",
    point: "Точка обліку",
    allPoints: "Усі точки разом",
    ofPoints: (n) => `Разом ${points(n)}.`,
    ofSomePoints: (some, all) => `Разом точок: ${some} з ${all}. Інші зчитуємо рідше, ніж щодня, тому в цих числах їх немає.`,
    period: "Період",
    picker: {
      hint: "Порожнє поле: усі точки разом. Введіть назву, адресу або номер PPE.",
      found: (n) => `Знайдено ${pointsFound(n)}.`,
      foundMore: (n) => `Перші ${points(n)}. Введіть більше, щоб звузити.`,
      none: "Такої точки обліку немає.",
    },
    noSuchPoint: "Такої точки обліку немає.",
    noRows: "За цей час даних немає. Виберіть інший період.",
    wholeYear: (year) => `Увесь ${year} рік`,
    wholeMonth: (name) => `Увесь ${name}`,
    earlier: "Раніше",
    later: "Пізніше",
    show: "Показати",
    what: { imported: "Спожита", zones: "Зони", exported: "Віддана" },
    resolution: "Точність",
    resolutions: { hour: "Години", quarter: "Чверті години" },
    heads: { month: "Місяць", day: "День", hour: "Година", quarter: "Чверть години" },
    caption: {
      imported: (when) => `Спожита енергія, ${when}`,
      zones: (when) => `Спожита енергія за зонами, ${when}`,
      exported: (when) => `Енергія, віддана в мережу, ${when}`,
    },
    onward: (name) => `Показати: ${name}`,
    used: (year, wh, change, running, sameDays) =>
      `У ${year} році спожито ${running ? "поки що " : ""}${kwh(wh)}${against(change, running ? "за той самий час рік тому" : sameDays ? "у ті самі дні роком раніше" : "роком раніше")}.`,
    comparedInPart: (n, change) => `З попереднім роком можна порівняти ${days(n)}: тоді спожито ${more(change)}.`,
    usedInMonth: (of, wh, change, running, sameDays) =>
      `У ${MONTHS.inside[index(of)] ?? ""} ${of.slice(0, 4)} спожито ${running ? "поки що " : ""}${kwh(wh)}${against(change, sameDays ? "у ті самі дні рік тому" : "рік тому")}.`,
    usedOnDay: (date, wh) => `${plainDate(date)} спожито ${kwh(wh)}.`,
    gaveBack: (wh) => `У мережу віддано ${kwh(wh)}.`,
    longDay: "Ця доба мала 25 годин: годинники перевели з 3:00 на 2:00, тому година 2:00 є двічі.",
    shortDay: "Ця доба мала 23 години: годинники перевели з 2:00 на 3:00, тому години 2:00 немає.",
    summer: "літній час",
    winter: "зимовий час",
    knownTo: (date) => `Дані до ${plainDate(date)}.`,
    none: "За цей час ще немає жодного значення з лічильника.",
    noneSince: (date) => `За цей час даних ще немає. Останні – до ${plainDate(date)}, наступні з'являться після показу лічильника.`,
    noneYet: "Даних про споживання тут ще немає. Вони з'являться, коли почне діяти договір і надійдуть перші покази.",
    since: oldPortal ? `Дані від ${firstDay} Давніші – у попередньому ${oldPortal}.` : `Дані від ${firstDay}`,
  },
  zones: {
    title: "Зони доби",
    now: "зараз",
    names: zones,
    spans: (spans) => spans.map(({ from, to }) => (from === 0 && to === 24 ? "уся доба" : `${from}–${to} год.`)).join(", "),
    titleOf: (tariff) => `Зони тарифу ${tariff}`,
    single: (tariff) => `У групі ${tariff} ціна однакова всю добу, щодня.`,
    daysOf: (kinds) =>
      kinds.length === 4
        ? "Щодня"
        : capital(listed(kinds.map((kind) => ({ workday: "робочі дні", saturday: "суботи", sunday: "неділі", holiday: "свята" })[kind] ?? kind))),
    monthsOf: (months) =>
      capital(listed(runs(months, 12).map(({ from, to }) => (from === to ? MONTHS.names[from - 1] : `${MONTHS.names[from - 1]}–${MONTHS.names[to - 1]}`) ?? ""))),
    winterClock: "Годинник цього лічильника лишається на зимовому часі, тому влітку зони починаються на годину пізніше за настінним годинником.",
    perMeter: "Оператор мережі визначає години для кожного лічильника окремо. Це найчастіші години – точні вказано в рахунку-фактурі.",
    uncertain: "Ці години взято з публічних джерел, вони можуть змінитися. Ми завжди розраховуємо за показами лічильника.",
    unknown: {
      no_hours_for_operator: "Ми не знаємо годин зон цієї групи в цього оператора. Розраховуємо за показами лічильника.",
      operator_unknown: "Ми не знаємо годин зон цієї точки. Розраховуємо за показами лічильника.",
    },
  },
  coverage: {
    title: "Звідки ці дані",
    calendar: "Календар даних",
    year: "Рік",
    none: "За цей рік даних ще немає.",
    knownTo: (date) => `Дані відомі до ${date}.`,
    expected: (date) => `Наступних чекайте ${date}.`,
    late: (date) => `Дані запізнюються: мали бути ${date}. Ми нагадуємо про них оператору мережі, вам нічого робити не треба.`,
    days,
    months: monthsFor,
    whatToDo: "Відсутні дні має доповнити оператор мережі. Рахунок-фактуру виводимо зі стану лічильника, тому прогалина його не змінює. Якщо вона триває понад місяць, напишіть нам.",
    changes: "Доповнене і виправлене пізніше",
    before: "Було",
    after: "Є",
    changedOn: "Змінено",
    openCalendar: "Календар усього року",
    whole: "Лічильник зареєстрував кожен день.",
    missing: (n, which) =>
      `Немає даних за ${days(n)} (${which}). Нічого робити не треба: оператор мережі має їх доповнити, а ми розраховуємо за станом лічильника.`,
    awaited: (n, which) => `Ще не надіслано: ${days(n)} (${which}). Дані зазвичай надходять наступного дня.`,
    guessed: (n) => `Замісні або оцінені: ${days(n)}. Оператор мережі обчислив їх, бо бракувало показу.`,
    corrected: (n) => `Скориговані: ${days(n)}. Оператор мережі виправив попереднє значення.`,
  },
  downloads: {
    title: "Завантажити ці дані",
    xlsx: "Найзручніший для перегляду й обчислень у таблиці.",
    csv: "Звичайний текст: для власних програм та інших таблиць.",
    csvMonth: "Звичайний текст: для власних програм. У файлі весь місяць, година за годиною, зі зсувом часу в кожному рядку.",
    api: "Завантажувати програмою",
    apiHint: "Ключ API і готові приклади: curl, Python, Home Assistant.",
    greenButton: "Стандарт енергетичних програм, за чвертями години. Відсутніх значень у ньому немає – це не нулі.",
  },
  costs: {
    title: "Вартість енергії",
    tab: "Вартість",
    back: "Споживання",
    year: "Рік",
    noSuchPoint: "Такої точки обліку немає.",
    none: "За цей рік ще немає рахунків-фактур.",
    billed: (year, amount) => `За ${year} рік у рахунках-фактурах ${amount} нетто.`,
    estimatedSum: (amount) => `За дні, на які рахунка-фактури ще немає, за прейскурантами виходить ${amount}.`,
    collective: "Цю точку ми розраховуємо в рахунку-фактурі разом з іншими, без поділу на точки.",
    byPriceList: (year, amount) => `За прейскурантами за ${year} рік для неї виходить ${amount} нетто.`,
    caption: (year) => `Вартість нетто за місяцями, ${year}`,
    together: "Разом",
    parts: { billed: "у рахунках-фактурах", estimated: "обчислено за прейскурантом" },
    net: "Суми нетто, без ПДВ. Рахунок-фактуру за довший час ділимо на місяці за днями.",
    withoutDeposit: "Обчислення за прейскурантом не віднімає депозиту просьюмера, а рахунки-фактури віднімають.",
    elsewhere: (amount) => `У тих самих рахунках-фактурах є ще ${amount} за інші роки.`,
    unassigned: (amount) => `Оплати за весь договір, а не за одну точку: ${amount}. Їх немає у стовпчиках.`,
  },
  nextBill: {
    title: "Наступний рахунок-фактура",
    lead: "Порахуємо, скільки він становитиме, якщо споживання лишиться таким, як зараз.",
    ask: "Порахувати",
    busy: "Рахуємо…",
    about: "близько",
    between: (low, high) => `Найімовірніше між ${low} і ${high} брутто.`,
    noPrices: "Суми не подаємо, бо ще не знаємо всіх цін.",
    energy: (energy, from, to) => `Це близько ${energy} від ${from} до ${to}.`,
    without: {
      deposit: "Без того, що покриє депозит просьюмера.",
      discounts: "Без знижки за віддану енергію, тож рахунок-фактура буде меншим.",
    },
    basis: {
      this_pace: "Рахуємо за останніми чотирма тижнями.",
      last_year: "Рахуємо за тим, що було рік тому.",
    },
    knownTo: (date) => `Дані лічильника до ${date}.`,
    reasons: {
      no_contract: "Цієї точки зараз не охоплює жоден договір.",
      too_little_data: "Замало даних, щоб порахувати чесно. Спробуйте після наступних показів.",
    },
  },
  prices: {
    title: "Ціни на сьогодні та завтра",
    cheapest: (date, hours, price) => `${date}: найдешевше ${hours} (${price}).`,
    dearest: (hours, price) => `Найдорожче ${hours} (${price}).`,
    caption: (date) => `Ціна енергії, ${date}`,
    price: "ціна енергії",
    tomorrowLater: "Ціни на завтра з’являться тут після оголошення біржею, зазвичай після 14:00.",
    note: "Ціна активної енергії з ПДВ, середня за чверті кожної години, без розподілу та постійних плат.",
  },
  replay: {
    title: "Порівняння тарифів",
    lead: (energy, from, to) => `Стільки коштували б ваші ${energy} за час ${from} – ${to} в інших тарифних групах.`,
    covered: (share) => `Години знаємо для ${share} цієї енергії, решту ділимо на зони так само.`,
    coveredWhole: "Години знаємо для всієї цієї енергії.",
    needed: (share) => `Потрібно щонайменше ${share}.`,
    reasons: {
      too_little_data: "Замало даних. Для порівняння потрібні погодинні дані з дистанційного лічильника.",
      no_contract: "Цієї точки зараз не охоплює жоден договір.",
    },
    tariff: "Тарифна група",
    own: "ваша",
    year: "За рік",
    month: "За місяць",
    difference: "Проти вашої",
    same: "стільки ж",
    dearer: (amount) => `на ${amount} дорожче`,
    cheaper: (amount) => `на ${amount} дешевше`,
    hoursUncertain: "години зон непевні",
    unknown: { no_hours_for_operator: "години зон цього оператора невідомі", no_prices: "немає цін у прейскурантах" },
    net: "Суми нетто за прейскурантами того часу, з постійними оплатами й оплатою за потужність.",
    uncertain: "Години деяких зон узято з публічних джерел, у вас вони можуть бути іншими.",
    uncounted: "Не пораховано:",
    notForAll: "Це порівняння, а не пропозиція. Не всі групи доступні кожному.",
    dynamic: "Динамічні ціни",
    byMarket: (energy, amount) => `Ті самі ${energy} за біржовою ціною кожної години коштували б ${amount}.`,
    byOwn: (amount) => `За вашим прейскурантом це ${amount}.`,
    onlyEnergy: "Лише активна енергія, нетто, без розподілу й маржі продавця. Місяці:",
  },
  deposit: {
    title: "Депозит просьюмера",
    none: "Депозиту тут ще немає. Він з'явиться після розрахунку першого місяця віддавання енергії.",
    left: (amount) => `На депозиті у вас ${amount}.`,
    nextLapse: (date) => `Найближча частина пропадає ${date}.`,
    pays: "Депозитом оплачуємо саму енергію, спершу з найдавніших місяців. Розподіл і постійні оплати сплачуєте окремо.",
    lapses: (amount, of, date) => `${amount} за ${of} пропадає ${date}.`,
    comesBack: (amount) => `Повернемо з цього ${amount}.`,
    month: "Місяць",
    states: { pending: "розраховується", open: "можна використати", used: "використано", lapsed: "пропав", refunded: "повернено" },
    exported: "Віддано",
    price: "Ціна",
    corrected: (price) => `тепер ${price}/MWh`,
    value: "Вартість",
    booked: (date) => `від ${date}`,
    used: "Використано",
    rest: "Лишилося",
    until: "до",
    refundable: (amount) => `до повернення ${amount}`,
    versions: "PSE іноді виправляє ціну RCEm після оголошення. Показуємо ціну, за якою розраховано місяць, а поруч теперішню, якщо вона інша.",
  },
  ...supplied,
};
