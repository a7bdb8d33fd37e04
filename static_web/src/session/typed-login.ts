let login = "";

/** Keeps the login typed last, in memory only, for account recovery and password managers. */
export function rememberLogin(typed: string): void {
  login = typed;
}

export function typedLogin(): string {
  return login;
}
