import { decimalMark, grouped } from "../../i18n/format";
import { spokenLanguage } from "../../i18n/language";

const NBSP = "\u00a0";
const MINUS = "\u2212";

/** A number as its readers write it: `1 234,5`, in English `1,234.5`. */
function written(whole: number, fraction?: string): string {
  return fraction === undefined ? grouped(whole) : `${grouped(whole)}${decimalMark()}${fraction}`;
}

/** Watt-hours as kWh with so many decimals: `1 234,5`. */
export function inKwh(wh: number, digits: number): string {
  const [whole = "0", fraction] = (Math.abs(wh) / 1000).toFixed(digits).split(".");
  const sign = wh < 0 && Number(whole + (fraction ?? "")) !== 0 ? MINUS : "";
  return `${sign}${written(Number(whole), fraction)}`;
}

/** Watt-hours as kWh, the smaller the finer: `1 234 kWh`, `12,4 kWh`, `0,135 kWh`. */
export function kwh(wh: number): string {
  const size = Math.abs(wh);
  return `${inKwh(wh, size >= 100_000 || size === 0 ? 0 : size >= 10_000 ? 1 : size >= 1000 ? 2 : 3)}${NBSP}kWh`;
}

/** A share or change in whole per cent: `8 %`, in English `8%`. */
export function percent(value: number): string {
  return `${written(Math.round(Math.abs(value)))}${spokenLanguage() === "en" ? "" : NBSP}%`;
}

/** How the values of an axis are written: in kWh, and in MWh where those would be long. */
export function axisOf(values: number[]): { unit: string; tick: (wh: number) => string } {
  const most = Math.max(0, ...values.map(Math.abs));
  if (most >= 20_000_000) return { unit: "MWh", tick: (wh) => inKwh(wh / 1000, most >= 100_000_000 ? 0 : 1) };
  return { unit: "kWh", tick: (wh) => inKwh(wh, most >= 5000 ? 0 : most >= 500 ? 1 : 2) };
}
