import type { AccountData } from "../../api/account";
import { dateTime } from "../../i18n/format";
import type { AccountCatalogue } from "./text/pl";

/**
 * What the account holds as a page to be read, opened in any browser and printed; the JSON beside it is for machines.
 * `consents` are what was agreed to, in words, by its code.
 */
export function dataPage(data: AccountData, text: AccountCatalogue, language: string, consents: Record<string, string>): string {
  const words = text.ownData;
  const yes = (is: boolean) => (is ? words.yes : words.no);
  const when = (instant: string | null) => (instant ? dateTime(instant) : words.never);
  const device = ({ browser, system }: { browser: string; system: string }) => [browser, system].filter(Boolean).join(", ") || words.unknown;
  const facts: [string, string][] = [
    [words.email, data.email],
    [words.identifier, data.identifierMasked],
    [words.login, data.chosenLogin ?? words.none],
    [words.kind, words.kinds[data.kind]],
    [words.language, words.languages[data.locale]],
    [words.created, when(data.createdAt)],
    [words.passwordChanged, when(data.passwordChangedAt)],
    [words.secondStep, yes(data.secondStep)],
  ];
  const notices = Object.entries(data.mailPreferences) as [keyof typeof text.mailPreferences.notices, boolean][];
  const parts = [
    list(words.account, facts),
    list(words.terms, data.terms.map(({ version, at }) => [version, when(at)])),
    list(words.consents, data.consents.map(({ code, granted }) => [consents[code] ?? code, yes(granted)])),
    list(words.notices, notices.map(([notice, on]) => [text.mailPreferences.notices[notice].name, yes(on)])),
    list(words.passkeys, data.passkeys.map(({ name, createdAt }) => [name, when(createdAt)])),
    list(words.sessions, data.sessions.map((one) => [device(one.device), when(one.createdAt)])),
    list(words.signIns, data.signIns.map((one) => [when(one.at), `${device(one.device)}, ${text.signIns.method[one.method]}`])),
  ];
  const title = escaped(words.title);
  return `<!doctype html>
<html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title>
<style>body{max-width:50em;margin:2em auto;padding:0 1em;font:16px/1.5 system-ui,sans-serif}table{width:100%;border-collapse:collapse}th,td{padding:.4em .5em;border-bottom:1px solid #ccc;text-align:left;vertical-align:top;overflow-wrap:anywhere}th{width:45%;font-weight:400}</style>
</head><body><h1>${title}</h1><p>${escaped(words.exported(dateTime(data.exportedAt)))}</p>
${parts.join("\n")}
</body></html>
`;
}

function list(heading: string, rows: [string, string][]): string {
  if (!rows.length) return "";
  const lines = rows.map(([name, value]) => `<tr><th scope="row">${escaped(name)}</th><td>${escaped(value)}</td></tr>`);
  return `<h2>${escaped(heading)}</h2><table>${lines.join("")}</table>`;
}

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => SIGNS[sign] ?? "");
}
