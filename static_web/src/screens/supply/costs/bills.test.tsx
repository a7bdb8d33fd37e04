// @vitest-environment happy-dom
import { screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import type { NextBill, PointSummary } from "../../../api/supply";
import { portal } from "../../../testing/portal";
import { onFreshPages, show } from "../../../testing/screen";
import { MOST_POINTS } from "./bills";
import { NextBillTile } from "./next-bill";
import { PricesAheadTile } from "./prices-ahead";

onFreshPages();

const plain = (text: string | null) => (text ?? "").replaceAll("\u00a0", " ");

function aPoint(serial: number, more: Partial<PointSummary> = {}): PointSummary {
  return {
    id: `point-${serial}`,
    ppe: "590310600000000001",
    previousPpe: null,
    name: `Dom ${serial}`,
    address: "ul. Lipowa 7",
    tariff: "G11",
    contractId: "contract-1",
    meter: "remote",
    prosumer: false,
    suppliedTo: null,
    ...more,
  };
}

function aBill(amount: number | null): NextBill {
  const range = (expected: number) => ({ low: expected - 1_000, expected, high: expected + 1_000 });
  const period = { periodFrom: "2026-11-01", periodTo: "2026-11-30", knownTo: "2026-11-26", basis: "this_pace" as const };
  return { forecast: { ...period, energy: range(90_000), amount: amount === null ? null : range(amount) }, reason: null, without: null };
}

async function asked(points: PointSummary[], bills: NextBill[], next: string | null = null) {
  const sent = portal({
    "GET /api/supply/points": { points, next },
    ...Object.fromEntries(bills.map((bill, index) => [`GET /api/supply/points/point-${index + 1}/next-bill`, bill])),
  });
  show(<NextBillTile point={undefined} />);
  await userEvent.click(screen.getByRole("button", { name: "Policz" }));
  return { said: plain((await screen.findByRole("status")).textContent), sent };
}

it("adds up the next bills of all points, and says of which it knows nothing", async () => {
  const gone = aPoint(4, { suppliedTo: "2024-10-31" });
  const { said, sent } = await asked([aPoint(1), aPoint(2), aPoint(3), gone], [aBill(10_000), aBill(20_000), aBill(null)]);
  expect(said).toContain("razem około 300,00 zł");
  expect(said).toContain("Najpewniej między 280,00 zł a 320,00 zł brutto. Bez tego, czego nie da się teraz policzyć (1 punkt).");
  expect(screen.getByRole("link", { name: "Dom 2" }).getAttribute("href")).toContain("punkt=point-2");
  expect(sent.filter(({ call }) => call.endsWith("next-bill"))).toHaveLength(3);
});

it("shows the bill of an only point without a choice", async () => {
  const { said } = await asked([aPoint(1)], [aBill(10_701)]);
  expect(said).toContain("około 107,01 zł");
  expect(said).not.toContain("razem");
});

it("says why many points have no sum", async () => {
  const many = Array.from({ length: MOST_POINTS + 1 }, (_, index) => aPoint(index + 1));
  const { said, sent } = await asked(many, []);
  expect(said).toContain(`Razem liczymy najwyżej ${MOST_POINTS} punktów, a masz ich więcej.`);
  expect(sent.some(({ call }) => call.endsWith("next-bill"))).toBe(false);
});

it("says that no bill is to come where no point is supplied", async () => {
  expect((await asked([], [])).said).toBe("Nie masz teraz punktu poboru, za który przyjdzie rachunek.");
});

const hour = (energy: string | null) => ({ at: "2026-11-28T10:00:00+01:00", market: 40_000, energy });

async function prices(energy: string | null) {
  portal({ "GET /api/supply/points/point-1/prices": { days: [{ on: "2026-11-28", hours: [hour(energy)] }] } });
  const { container } = show(<PricesAheadTile point="point-1" />);
  await screen.findByRole("slider");
  return plain(container.textContent);
}

it("calls a price of one's own one with VAT", async () => {
  const said = await prices("0.6027");
  expect(said).toContain("0,60 zł/kWh");
  expect(said).toContain("Cena energii czynnej z VAT");
  expect(said).not.toContain("netto");
});

it("never calls the exchange's net price one with VAT", async () => {
  const said = await prices(null);
  expect(said).toContain("0,40 zł/kWh");
  expect(said).toContain("Cena giełdowa energii netto, 28.11.2026");
  expect(said).not.toContain("energii czynnej z VAT");
});
