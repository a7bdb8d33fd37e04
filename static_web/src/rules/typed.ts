// Marks of direction, joiners, soft hyphens and blanks of no width, which copying brings along.
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
const DASHES = /[-\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/g;

/** A number or login as it was meant: without what nobody sees in it, and without blanks around it. */
export function visible(typed: string): string {
  return typed.normalize("NFKC").replace(UNSEEN, "").trim();
}

/** A number by its letters and digits only, however it was grouped. */
export function compact(typed: string): string {
  return visible(typed).replace(/\s/g, "").replace(DASHES, "");
}
