// Direction marks, joiners, soft hyphens and zero-width spaces, which copying brings along.
const UNSEEN = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]/g;
const DASHES = /[-\u2010-\u2015\u2043\u2212\u2e3a\u2e3b\ufe58\ufe63\uff0d]/g;

/** A number or login without invisible characters and surrounding spaces. */
export function visible(typed: string): string {
  return typed.normalize("NFKC").replace(UNSEEN, "").trim();
}

/** A number without separators. */
export function compact(typed: string): string {
  return visible(typed).replace(/\s/g, "").replace(DASHES, "");
}
