import { oldPortal } from "brand:core";
import { callCosts, complaints, firstDay, identity } from "brand:uk";

import type { HelpCatalogue } from "./pl";

export const uk: HelpCatalogue = {
  contact: {
    title: "Контакти",
    lead: "Не вдається увійти чи зареєструватися? Ми з'ясуємо причину.",
    phone: "Телефон",
    phoneNote: callCosts,
    individual: "Приватним клієнтам",
    business: "Бізнес-клієнтам",
    identity,
    complaintsTitle: "Скарги",
    complaints: complaints ? [complaints] : [],
    older: oldPortal ? `Дані до ${firstDay} є в попередньому ${oldPortal}.` : `Даних до ${firstDay} тут немає.`,
    oldPortal: `Перейти до ${oldPortal}`,
  },
  terms: {
    title: "Правила", published: (date) => `Діють від ${date}`,
    otherVersion: "(Це не чинна сьогодні версія.)",
    print: "Друкувати",
    changes: "Що змінилося",
    versions: "Усі версії",
  },
  notFound: {
    title: "Такої сторінки немає",
    text: "Адреса могла змінитися, або в ній є помилка.",
    home: "Перейти на початкову сторінку",
  },
};
