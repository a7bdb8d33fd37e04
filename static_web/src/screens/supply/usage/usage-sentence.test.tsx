// @vitest-environment happy-dom
import { expect, it } from "vitest";

import type { UsageView } from "../../../api/supply";
import { onFreshPages, show } from "../../../testing/screen";
import { UsageSentence } from "./usage-sentence";
import { type UsageWords, usageQuery } from "./usage-query";

onFreshPages();

const TODAY = "2026-11-28";
const total = (imported: number | null) => ({ imported, zones: {}, exported: null, quality: "R" as const, complete: true });
const VIEW: UsageView = {
  resolution: "month",
  firstOn: "2025-01-01",
  lastOn: "2025-12-31",
  zones: [],
  rows: [{ ...total(1), on: "2025-01-01", at: null, firstOn: null, lastOn: null, finer: false, points: 1, before: null, comparison: null }],
  total: total(5_822_000),
  comparison: null,
  knownTo: "2025-12-31",
  points: 1,
  point: null,
};
const against = (imported: number, days: number | null) => ({ imported, before: 1_979_000, difference: 0, percent: 15.5, days });

function said(view: Partial<UsageView>, words: UsageWords): string {
  const { container } = show(<UsageSentence view={{ ...VIEW, ...view }} query={usageQuery(words, TODAY)} today={TODAY} />);
  return (container.querySelector(".lead")?.textContent ?? "").replaceAll("\u00a0", " ");
}

it("says of a year that is compared in part of how many days that is", () => {
  expect(said({ comparison: against(2_285_000, 122) }, { rok: "2025" })).toBe(
    "W 2025 roku zużyto 5 822 kWh. Z poprzednim rokiem można porównać 122 dni: zużyto wtedy o 16 % więcej.",
  );
});

it("compares whole years as such", () => {
  expect(said({ comparison: against(5_822_000, null) }, { rok: "2025" })).toBe("W 2025 roku zużyto 5 822 kWh, o 16 % więcej niż rok wcześniej.");
});

it("does not wait for more at a point that was given up", () => {
  const point = { id: "point-0001", name: null, address: "ul. Lipowa 1", suppliedTo: "2026-07-14" };
  expect(said({ total: total(1_525_000), comparison: against(1_525_000, 195), point }, { rok: "2026" })).toBe(
    "W 2026 roku zużyto 1 525 kWh, o 16 % więcej niż w tych samych dniach rok wcześniej.",
  );
});

it("knows in January that there was data before", () => {
  expect(said({ rows: [], total: total(null), knownTo: "2025-12-31" }, { rok: "2026" })).toBe(
    "Za ten czas nie mamy jeszcze danych. Ostatnie są do 31.12.2025, następne pojawią się po odczycie.",
  );
  expect(said({ rows: [], total: total(null), knownTo: null }, { rok: "2026" })).toMatch(/^Nie mamy tu jeszcze danych/);
});

it("says that a month by days is not of all points", () => {
  const { container } = show(<UsageSentence view={{ ...VIEW, resolution: "day", points: 4 }} query={usageQuery({ miesiac: "2026-10" }, TODAY)} today={TODAY} />);
  expect(container.textContent).toContain("Razem 1 z 4 punktów. Pozostałe odczytujemy rzadziej");
});

it("explains a day of 25 hours by quarters too", () => {
  const rows = Array.from({ length: 100 }, () => VIEW.rows[0] as UsageView["rows"][number]);
  expect(said({ resolution: "quarter", rows, total: total(16_600) }, { punkt: "point-0001", dzien: "2026-10-25", dokladnosc: "kwadranse" })).toMatch(/25 godzin/);
});
