import { compact, visible } from "./typed";

/** Eleven digits, a birth date that exists and the check digit (ustawa o ewidencji ludności, art. 15-17). */
export function isPesel(value: string): boolean {
  const digits = compact(value);
  if (!/^\d{11}$/.test(digits)) return false;
  const century = [1900, 2000, 2100, 2200, 1800][Math.floor(Number(digits.slice(2, 4)) / 20)] ?? 0;
  const year = century + Number(digits.slice(0, 2));
  const month = Number(digits.slice(2, 4)) % 20;
  const day = Number(digits.slice(4, 6));
  const birth = new Date(Date.UTC(year, month - 1, day));
  if (birth.getUTCMonth() !== month - 1 || birth.getUTCDate() !== day) return false;
  return (10 - (weighted(digits, [1, 3, 7, 9, 1, 3, 7, 9, 1, 3]) % 10)) % 10 === Number(digits[10]);
}

/** Ten digits with the check digit; `PL`, spaces and dashes are taken as people write them. */
export function isNip(value: string): boolean {
  const digits = compact(value).replace(/^PL/i, "");
  return /^\d{10}$/.test(digits) && weighted(digits, [6, 5, 7, 2, 3, 4, 5, 6, 7]) % 11 === Number(digits[9]);
}

/** A login of one's own, as the server takes it. */
export function isLogin(value: string): boolean {
  return /^[A-Za-z][A-Za-z0-9._-]{4,31}$/.test(visible(value));
}

function weighted(digits: string, weights: number[]): number {
  return weights.reduce((sum, weight, place) => sum + weight * Number(digits[place]), 0);
}
