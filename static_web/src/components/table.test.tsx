// @vitest-environment happy-dom
import { screen, within } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { onFreshPages, show } from "../testing/screen";
import { type Column, Table } from "./table";

onFreshPages();

interface Row {
  name: string;
  due: string | null;
}

const COLUMNS: Column<Row>[] = [
  { head: "Nazwa", rowHead: true, cell: ({ name }) => name },
  { head: "Termin", hideEmpty: true, cell: ({ due }) => due },
];
const ROWS: Row[] = Array.from({ length: 5 }, (_, index) => ({ name: `Wiersz ${index + 1}`, due: index ? "1.12.2026" : null }));

it("has a header for each row, for screen readers", () => {
  show(<Table caption="Dokumenty" columns={COLUMNS} rows={ROWS} rowKey={({ name }) => name} />);
  const table = screen.getByRole("table", { name: "Dokumenty" });
  expect(within(table).getAllByRole("columnheader").map(({ textContent }) => textContent)).toEqual(["Nazwa", "Termin"]);
  expect(within(table).getAllByRole("rowheader")).toHaveLength(5);
});

it("shows the rest of a long table on request, and no button where there is no rest", async () => {
  show(<Table caption="Dokumenty" columns={COLUMNS} rows={ROWS} rowKey={({ name }) => name} atFirst={2} />);
  expect(screen.getAllByRole("rowheader")).toHaveLength(2);
  await userEvent.click(screen.getByRole("button", { name: "Pokaż wszystkie (5)" }));
  expect(screen.getAllByRole("rowheader")).toHaveLength(5);
  expect(screen.queryByRole("button")).toBeNull();
});

it("leaves a cell without content out of the card, where its column says so", () => {
  show(<Table caption="Dokumenty" columns={COLUMNS} rows={ROWS} rowKey={({ name }) => name} />);
  const hidden = screen.getAllByRole("cell").map(({ className }) => className.includes("cell-empty"));
  expect(hidden).toEqual([true, false, false, false, false]);
});
