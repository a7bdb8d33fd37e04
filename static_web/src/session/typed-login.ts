let login = "";

/** Keeps the login typed last on this page, in memory only: for getting back in and for the password manager. */
export function rememberLogin(typed: string): void {
  login = typed;
}

export function typedLogin(): string {
  return login;
}
