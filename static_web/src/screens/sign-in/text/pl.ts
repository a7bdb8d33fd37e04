import { peselSignIn } from "brand:core";

/** The Polish words of signing in. */
export const pl = {
  title: "Zaloguj się",
  login: "Login",
  loginHint: peselSignIn ? "PESEL, NIP lub wybrany login" : "NIP lub wybrany login",
  submit: "Zaloguj się",
  busy: "Logujemy…",
  noAccount: "Nie masz jeszcze konta?",
  register: "Zarejestruj się",
  passkey: "Użyj klucza dostępu",
  forgotPassword: "Nie pamiętasz hasła?",
  forgotLogin: "Nie pamiętasz nazwy użytkownika?",
  trouble: "Nie możesz się zalogować?",
  contact: "Skontaktuj się z nami",
  suspicious: "Mail, numer konta albo link wydaje się podejrzany?",
  check: "Sprawdź, czy to od nas",
};

export type SignInCatalogue = typeof pl;
