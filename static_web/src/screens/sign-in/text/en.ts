import { peselSignIn } from "brand:core";

import type { SignInCatalogue } from "./pl";

export const en: SignInCatalogue = {
  title: "Sign in",
  login: "Login",
  loginHint: peselSignIn ? "PESEL, NIP or the login you chose" : "NIP or the login you chose",
  submit: "Sign in",
  busy: "Signing in…",
  noAccount: "No account yet?",
  register: "Register",
  passkey: "Use a passkey",
  forgotPassword: "Forgot your password?",
  forgotLogin: "Forgot your login?",
  trouble: "Cannot sign in?",
  contact: "Contact us",
  suspicious: "A mail, a bank account or a link looks suspicious?",
  check: "Check whether it is from us",
};
