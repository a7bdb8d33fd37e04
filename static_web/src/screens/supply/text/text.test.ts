import { describe, expect, it } from "vitest";

import { en } from "./en";
import { pl } from "./pl";
import { runs } from "./runs";
import { uk } from "./uk";

describe("the sentence above the chart", () => {
  it.each([
    [pl.usage.usedInMonth("2026-10", 412_000, -8.2, false, false), "W październiku 2026 zużyto 412 kWh, o 8 % mniej niż rok temu."],
    [pl.usage.usedInMonth("2026-11", 142_000, 0.2, true, true), "W listopadzie 2026 zużyto dotąd 142 kWh, tyle samo co w tych samych dniach rok temu."],
    [pl.usage.used("2026", 3_412_000, 12, true, true), "W 2026 roku zużyto dotąd 3 412 kWh, o 12 % więcej niż w tym samym czasie rok temu."],
    [pl.usage.used("2025", 3_412_000, null, false, false), "W 2025 roku zużyto 3 412 kWh."],
    [pl.usage.used("2026", 1_525_000, -5.2, false, true), "W 2026 roku zużyto 1 525 kWh, o 5 % mniej niż w tych samych dniach rok wcześniej."],
    [pl.usage.comparedInPart(122, 15.5), "Z poprzednim rokiem można porównać 122 dni: zużyto wtedy o 16 % więcej."],
    [en.usage.comparedInPart(122, -4), "122 days can be compared with the year before: 4 % less was used on them."],
    [uk.usage.comparedInPart(122, 0.1), "З попереднім роком можна порівняти 122 дні: тоді спожито стільки ж."],
    [pl.chart.change(-24_000, -12.2, null), "o 24,0 kWh (12 %) mniej niż rok temu"],
    [pl.chart.change(5_000, null, 27), "w 27 dniach znanych z obu lat: o 5,00 kWh więcej niż rok temu"],
    [pl.chart.ofPoints(3, 4), "3 z 4 punktów"],
    [pl.usage.usedOnDay("2026-10-25", 12_400), "25.10.2026 zużyto 12,4 kWh."],
    [en.usage.usedInMonth("2026-10", 412_000, -8.2, false, false), "In October 2026 412 kWh were used, 8 % less than a year ago."],
    [uk.usage.usedInMonth("2026-10", 412_000, -8.2, false, false), "У жовтні 2026 спожито 412 kWh, на 8 % менше, ніж рік тому."],
  ])("%s", (said, expected) => expect(said.replaceAll("\u00a0", " ")).toBe(expected));
});

describe("plurals", () => {
  it.each([
    [1, "1 punkt", "1 point", "1 точка"],
    [2, "2 punkty", "2 points", "2 точки"],
    [5, "5 punktów", "5 points", "5 точок"],
    [22, "22 punkty", "22 points", "22 точки"],
    [1200, "1\u00a0200 punktów", "1\u00a0200 points", "1\u00a0200 точок"],
  ])("of %d points", (n, polishWords, english, ukrainian) => {
    expect(pl.contracts.pointsOf(n)).toBe(polishWords);
    expect(en.contracts.pointsOf(n)).toBe(english);
    expect(uk.contracts.pointsOf(n)).toBe(ukrainian);
  });
});

it("joins what follows one another, over the end of the year too", () => {
  expect(runs([1, 2, 3, 10, 11, 12], 12)).toEqual([{ from: 10, to: 3 }]);
  expect(runs([4, 5, 9], 12)).toEqual([{ from: 4, to: 5 }, { from: 9, to: 9 }]);
  expect(runs([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12], 12)).toEqual([{ from: 1, to: 12 }]);
  expect(pl.zones.monthsOf([10, 11, 12, 1, 2, 3])).toBe("Październik–marzec");
});
