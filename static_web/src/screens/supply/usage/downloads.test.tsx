// @vitest-environment happy-dom
import { screen } from "@testing-library/preact";
import { expect, it } from "vitest";

import type { UsageView } from "../../../api/supply";
import { onFreshPages, show } from "../../../testing/screen";
import { Downloads } from "./downloads";
import { usageQuery } from "./usage-query";

onFreshPages();

const energy = (imported: number | null) => ({ imported, zones: {}, exported: null, quality: "R" as const, complete: true });
const aMonth = (month: string, finer: boolean, imported: number | null = 1) => ({
  ...energy(imported),
  on: `2026-${month}-01`,
  at: null,
  firstOn: null,
  lastOn: null,
  finer,
  points: 1,
  before: null,
  comparison: null,
});

function shown(rows: UsageView["rows"]): string {
  const view: UsageView = {
    resolution: "month",
    firstOn: "2026-01-01",
    lastOn: "2026-12-31",
    zones: [],
    rows,
    total: energy(1),
    comparison: null,
    knownTo: "2026-11-26",
    points: 1,
    point: null,
  };
  const { container } = show(<Downloads view={view} query={usageQuery({ punkt: "point-0001", rok: "2026" }, "2026-11-28")} />);
  return container.textContent ?? "";
}

it("says which months a Green Button file cannot have", () => {
  const said = shown([aMonth("01", false), aMonth("02", false), aMonth("03", false, null), aMonth("04", true)]);
  expect(screen.getByRole("link", { name: "Green Button (XML)" })).toBeTruthy();
  expect(said).toContain("Nie będzie w nim miesięcy, z których znamy tylko sumę: styczeń 2026, luty 2026.");
});

it("says nothing of the kind where all months have days", () => {
  expect(shown([aMonth("01", true)])).not.toContain("Nie będzie w nim");
});
