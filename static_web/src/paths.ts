/** The addresses of the app, in Polish as the customers see them. */
export const PATHS = {
  signIn: "/zaloguj",
  register: "/rejestracja",
  checkMail: "/sprawdz-poczte",
  activate: "/aktywacja",
  linkExpired: "/link-wygasl",
  dashboard: "/pulpit",
  documents: "/faktury",
  document: "/faktury/:id",
  contact: "/kontakt",
  terms: "/regulamin",
  notFound: "/nie-znaleziono",
} as const;

export function documentPath(id: string): string {
  return `${PATHS.documents}/${encodeURIComponent(id)}`;
}
