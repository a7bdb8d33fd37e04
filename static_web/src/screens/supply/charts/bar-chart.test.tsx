// @vitest-environment happy-dom
import { fireEvent, screen, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { onFreshPages, show } from "../../../testing/screen";
import { kwh } from "../energy";
import type { Bar } from "./bar";
import { BarChart } from "./bar-chart";

onFreshPages();

const BARS: Bar[] = [
  { key: "1", tick: "sty", name: "styczeń 2026", value: 412_000, quality: "recorded", before: 448_000, href: "/zuzycie?miesiac=2026-01" },
  { key: "2", tick: "lut", name: "luty 2026", value: 390_000, quality: "estimated", before: null },
  { key: "3", tick: "mar", name: "marzec 2026", value: null, quality: "missing", before: 401_000 },
  { key: "4", tick: "kwi", name: "kwiecień 2026", value: null, before: null },
];

function chart(bars = BARS) {
  show(
    <BarChart
      caption="Energia pobrana, 2026"
      bars={bars}
      show={kwh}
      unit="kWh"
      tick={String}
      series={{ now: "2026", before: "2025" }}
      head="Miesiąc"
      onward={(name) => `Pokaż: ${name}`}
    />,
  );
  return screen.getByRole("slider", { name: /Energia pobrana, 2026/ });
}

const plain = (text: string | null) => (text ?? "").replaceAll("\u00a0", " ");
const heard = (slider: HTMLElement) => plain(slider.getAttribute("aria-valuetext"));

it("can be read by keyboard, and announces each value with its quality", () => {
  const slider = chart();
  fireEvent.keyDown(slider, { key: "Home" });
  expect(heard(slider)).toBe("styczeń 2026: 412 kWh; 2025: 448 kWh");
  fireEvent.keyDown(slider, { key: "ArrowRight" });
  expect(heard(slider)).toBe("luty 2026: 390 kWh, szacowane; 2025: brak danych");
  fireEvent.keyDown(slider, { key: "ArrowRight" });
  expect(heard(slider)).toBe("marzec 2026: brak danych; 2025: 401 kWh");
  fireEvent.keyDown(slider, { key: "End" });
  fireEvent.keyDown(slider, { key: "ArrowRight" });
  expect(slider.getAttribute("aria-valuenow")).toBe("4");
});

it("says the parts of a value, and how it differs from the year before", () => {
  show(
    <BarChart
      caption="Strefy"
      bars={[{ key: "1", tick: "lip", name: "lipiec 2026", value: 30_000, quality: "recorded", parts: [10_000, null, 20_000], change: "o 5 % mniej niż rok temu" }]}
      show={kwh}
      unit="kWh"
      tick={String}
      series={{ now: "2026" }}
      parts={["dzienna", "szczytowa", "nocna"]}
      head="Miesiąc"
    />,
  );
  const slider = screen.getByRole("slider", { name: /Strefy/ });
  fireEvent.keyDown(slider, { key: "Home" });
  expect(heard(slider)).toBe("lipiec 2026: 30,0 kWh; dzienna: 10,0 kWh; nocna: 20,0 kWh; o 5 % mniej niż rok temu");
});

it("starts at the latest value for keyboard users", () => {
  const slider = chart();
  fireEvent.focus(slider);
  expect(heard(slider)).toMatch(/^luty 2026/);
});

it("follows a bar's link by Enter, where it has one", () => {
  const slider = chart();
  fireEvent.keyDown(slider, { key: "End" });
  fireEvent.keyDown(slider, { key: "Enter" });
  expect(location.pathname).toBe("/pulpit");
  fireEvent.keyDown(slider, { key: "Home" });
  fireEvent.keyDown(slider, { key: "Enter" });
  expect(location.pathname + location.search).toBe("/zuzycie?miesiac=2026-01");
});

it("shows a value at the first touch and goes on at the second", () => {
  chart();
  const reach = () => document.querySelectorAll(".chart-reach")[0] as Element;
  const touch = () => {
    reach().dispatchEvent(new Event("touchstart", { bubbles: true }));
    fireEvent.mouseMove(reach());
    fireEvent.click(reach());
  };
  touch();
  expect(plain(document.querySelector(".readout")?.textContent ?? null)).toContain("412 kWh");
  expect(location.pathname).toBe("/pulpit");
  touch();
  expect(location.search).toBe("?miesiac=2026-01");
});

it("has the same values in a table, where what is not known is no zero", async () => {
  chart();
  const button = screen.getByRole("button", { name: "Pokaż jako tabelę" });
  expect(button.getAttribute("aria-expanded")).toBe("false");
  await userEvent.click(button);
  expect(screen.getByRole("button", { name: "Ukryj tabelę" }).getAttribute("aria-expanded")).toBe("true");
  const rows = within(screen.getByRole("table", { name: "Energia pobrana, 2026" })).getAllByRole("row").slice(1);
  expect(rows.map((row) => Array.from(row.children, ({ textContent }) => plain(textContent)))).toEqual([
    ["styczeń 2026", "412 kWh", "448 kWh", "zarejestrowane"],
    ["luty 2026", "390 kWh", "–", "szacowane"],
    ["marzec 2026", "–", "401 kWh", "brak danych"],
    ["kwiecień 2026", "–", "–", ""],
  ]);
});

it("draws a gap with its word, a dotted top on an estimate, and a legend of what is there", () => {
  chart(BARS.map((bar) => ({ ...bar, tick: bar.tick })));
  expect(document.querySelectorAll(".chart-gap-missing")).toHaveLength(1);
  expect(document.querySelector(".gap-word")?.textContent).toBe("brak danych");
  expect(document.querySelectorAll(".bar-dots")).toHaveLength(1);
  expect(document.querySelectorAll(".bar-now")).toHaveLength(2);
  expect(Array.from(document.querySelectorAll(".legend li"), ({ textContent }) => textContent)).toEqual([
    "2026",
    "2025",
    "wartość szacowana lub zastępcza",
    "brak danych",
  ]);
});

it("leaves room for the axis' highest number, which is above the highest bar", () => {
  chart([{ key: "1", tick: "sty", name: "styczeń 2026", value: 980_000, quality: "recorded" }]);
  const labels = [...document.querySelectorAll(".chart-tick")];
  const longest = Math.max(...labels.map(({ textContent }) => textContent.length));
  const highest = labels.filter(({ textContent }) => textContent.length === longest).pop();
  expect(Number(highest?.getAttribute("x"))).toBeGreaterThanOrEqual(longest * 8);
});
