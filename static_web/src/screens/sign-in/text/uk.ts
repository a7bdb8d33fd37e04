import { peselSignIn } from "brand:core";

import type { SignInCatalogue } from "./pl";

export const uk: SignInCatalogue = {
  title: "Вхід",
  login: "Логін",
  loginHint: peselSignIn ? "PESEL, NIP або обраний логін" : "NIP або обраний логін",
  submit: "Увійти",
  busy: "Входимо…",
  noAccount: "Ще не маєте облікового запису?",
  register: "Зареєструватися",
  passkey: "Скористатися ключем доступу",
  forgotPassword: "Не пам'ятаєте пароль?",
  forgotLogin: "Не пам'ятаєте логін?",
  trouble: "Не вдається увійти?",
  contact: "Зв'яжіться з нами",
  suspicious: "Лист, номер рахунку чи посилання здається підозрілим?",
  check: "Перевірте, чи це від нас",
};
