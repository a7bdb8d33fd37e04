// @vitest-environment happy-dom
import { screen, within } from "@testing-library/preact";
import { expect, it } from "vitest";

import { onFreshPages, show } from "../../testing/screen";
import { BillsTile } from "./bills-tile";

onFreshPages();

const BILLS = [
  { month: "2026-08-01", amount: 0, before: null },
  { month: "2026-09-01", amount: 200_00, before: 150_00 },
  { month: "2026-10-01", amount: -10_00, before: 0 },
];
const USAGE = { on: "2026-09-01", imported: 142_000, exported: null, complete: true, percent: -8.2, days: null };

it("says each bar in a table, a correction as it is and an unknown month as unknown", () => {
  show(<BillsTile bills={BILLS} usage={null} />);
  const rows = within(screen.getByRole("table", { name: "Kwoty faktur miesiąc po miesiącu" })).getAllByRole("row");
  expect(rows.map(({ textContent }) => textContent?.replace(/\u00a0/g, " "))).toEqual([
    "MiesiącKwotaRok wcześniej",
    "sierpień 20260,00 złbrak danych",
    "wrzesień 2026200,00 zł150,00 zł",
    "październik 2026−10,00 zł0,00 zł",
  ]);
  for (const bar of document.querySelectorAll("rect.bar-now")) expect(Number(bar.getAttribute("height"))).toBeGreaterThanOrEqual(0);
});

it("hides the table in a box, as a table itself cannot be made narrow and would widen a phone's page", () => {
  show(<BillsTile bills={BILLS} usage={null} />);
  expect(screen.getByRole("table").matches("div.visually-hidden > table:not(.visually-hidden)")).toBe(true);
});

it("says what was used beside the year before, in good Polish", () => {
  show(<BillsTile bills={[]} usage={USAGE} />);
  const tile = screen.getByRole("region", { name: "Zużycie" });
  expect(tile.textContent?.replace(/\u00a0/g, " ")).toContain("Zużycie we wrześniu: 142 kWh, ▼ 8 % mniej niż rok temu");
  expect(screen.queryByRole("table")).toBeNull();
});

it("is not there without either", () => {
  show(<BillsTile bills={[]} usage={null} />);
  expect(screen.queryByRole("region")).toBeNull();
});
