const LEAST = 100;
/** The most that can be paid online at once, in grosze. */
export const MOST = 5_000_000;

/** An amount a person typed, such as `150`, `1 150,5` or `150.00 zł`, in grosze; undefined outside 1 to 50,000 zł. */
export function grosze(typed: string): number | undefined {
  const found = /^(\d+)(?:[,.](\d{1,2}))?(?:zł)?$/.exec(typed.replace(/\s/g, ""));
  if (!found) return undefined;
  const amount = Number(found[1]) * 100 + Number(`${found[2] ?? ""}00`.slice(0, 2));
  return amount >= LEAST && amount <= MOST ? amount : undefined;
}

/** A key under which the same request begins one payment only, however often it is sent. */
export function randomKey(): string {
  const bytes = new Uint8Array(16);
  crypto.getRandomValues(bytes);
  return Array.from(bytes, (byte) => `0${byte.toString(16)}`.slice(-2)).join("");
}
