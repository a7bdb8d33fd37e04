import { money } from "../../../i18n/format";
import { plural } from "../../../i18n/plural";
import { kwh, percent } from "../../supply/energy";
import { MONTHS } from "../../supply/months";
import type { DashboardCatalogue } from "./pl";

const monthAt = (of: string) => Number(of.slice(5, 7)) - 1;
const count = (n: number, one: string, few: string, many: string) => `${n} ${plural("uk", n, { one, few, many })}`;

export const uk: DashboardCatalogue = {
  greeting: (name) => (name ? `Вітаємо, ${name}` : "Вітаємо"),
  balance: "Поточний баланс",
  toPay: "До сплати",
  overpaid: "Переплата",
  settled: "Нічого сплачувати",
  overdue: (amount) => `з них прострочено ${money(amount)}`,
  overpaidNote: "Ми врахуємо її в наступному рахунку-фактурі.",
  refund: "Попросити повернути",
  asOf: "станом на",
  balanceUnknown: "Ми ще не знаємо балансу. Покажемо його, щойно отримаємо.",
  beingPaid: "Оплата триває",
  paidBooking: "Сплачено, проводимо",
  waiting: (amount) => `Триває: ${money(amount)}`,
  accepted: (amount) => `Оплату ${money(amount)} отримано, проводимо`,
  pay: "Сплатити",
  details: "Докладніше",
  allPaid: "Усе сплачено.",
  nextExpected: (date) => `Усе сплачено. Наступний рахунок-фактуру ви побачите тут приблизно ${date}.`,
  nextPayment: "Найближчий платіж",
  document: "Документ",
  together: (n) => `Разом ${n} ${plural("uk", n, { one: "документ", few: "документи", many: "документів" })}`,
  dueIn: (n) => {
    if (n === 0) return "сьогодні";
    if (n === 1) return "завтра";
    const days = count(Math.abs(n), "день", "дні", "днів");
    return n > 0 ? `за ${days}` : `прострочено на ${days}`;
  },
  lastDocuments: "Останні документи",
  noDocuments: "Документів ще немає. Перший рахунок-фактуру ви побачите тут, коли ми його виставимо.",
  answers: {
    waiting: (n) =>
      n === 1
        ? "Ви маєте відповідь на своє звернення."
        : `Ви маєте ${n} ${plural("uk", n, { one: "відповідь", few: "відповіді", many: "відповідей" })} на свої звернення.`,
    read: (n) => (n === 1 ? "Прочитати відповідь" : "Переглянути звернення"),
  },
  priceEnds: (day) => `${day} закінчується фіксована ціна у вашому договорі.`,
  contract: "Дізнатися, що далі",
  contracts: "Переглянути договори",
  allDocuments: "Усі документи",
  arrival: {
    activated: "Обліковий запис активний, і Ви вже ввійшли.",
    activatedLoginTaken: "Обліковий запис активний. Вибраний логін уже зайнятий, тож входьте за номером PESEL або NIP. Інший логін можна вибрати в розділі «Безпека».",
  },
  mailRefused: {
    text: "Наші повідомлення не доходять на Вашу адресу e-mail. Перевірте, чи скринька працює і чи не переповнена.",
    change: "Вказати іншу адресу",
  },
  bills: {
    title: "Ваші рахунки-фактури",
    usageTitle: "Споживання",
    issued: (month) => `з рахунків-фактур, виставлених у ${MONTHS.uk.inside[monthAt(month)] ?? ""}`,
    table: "Суми рахунків-фактур за місяцями",
    monthHead: "Місяць",
    amountHead: "Сума",
    beforeHead: "Рік тому",
    unknown: "немає даних",
    month: (month) => `${MONTHS.uk.names[monthAt(month)] ?? ""} ${month.slice(0, 4)}`,
    shortMonth: (month) => MONTHS.uk.short[monthAt(month)] ?? "",
    lastYear: "рік тому",
    used: (month, used) => `Споживання у ${MONTHS.uk.inside[monthAt(month)] ?? ""}: ${used}`,
    usedSoFar: (month, used) => `Споживання поки що у ${MONTHS.uk.inside[monthAt(month)] ?? ""}: ${used}`,
    same: "стільки ж, як рік тому",
    more: (share) => `${percent(share)} більше, ніж рік тому`,
    less: (share) => `${percent(share)} менше, ніж рік тому`,
    sameDays: "(ті самі дні)",
    gaveBack: (wh) => `У мережу віддано ${kwh(wh)}.`,
    onward: "Переглянути споживання",
  },
  loginOffer: {
    title: "Оберіть власний логін",
    text: "Замість номера PESEL або NIP можна входити з логіном, який легко запам'ятати.",
    choose: "Обрати логін",
    later: "Не зараз",
    busy: "Зберігаємо…",
  },
};
