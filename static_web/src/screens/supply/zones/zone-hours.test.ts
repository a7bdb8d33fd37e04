import { expect, it } from "vitest";

import { pl } from "../text/pl";
import { alikeDays, onTheWall, spansOf } from "./zone-hours";
import { zoneName } from "./zone-name";

const night = [
  { from: 0, to: 6, zone: "nocna" },
  { from: 6, to: 13, zone: "dzienna" },
  { from: 13, to: 15, zone: "nocna" },
  { from: 15, to: 22, zone: "dzienna" },
  { from: 22, to: 24, zone: "nocna" },
];
const asSent = night.map(({ from, to, zone }) => ({ fromHour: from, toHour: to, zone }));
const whole = [{ fromHour: 0, toHour: 24, zone: "nocna" }];

it("puts kinds of day that are alike together", () => {
  expect(alikeDays({ workday: asSent, saturday: whole, sunday: whole, holiday: whole }).map(({ days }) => days)).toEqual([
    ["workday"],
    ["saturday", "sunday", "holiday"],
  ]);
});

it("says a night over midnight as one", () => {
  expect(spansOf(night, "nocna")).toEqual([{ from: 13, to: 15 }, { from: 22, to: 6 }]);
  expect(pl.zones.spans(spansOf(night, "nocna"))).toBe("13–15, 22–6");
  expect(pl.zones.spans(spansOf([{ from: 0, to: 24, zone: "nocna" }], "nocna"))).toBe("cała doba");
});

it("shows in summer an hour later what a clock on winter time does", () => {
  const shown = onTheWall(night);
  expect(spansOf(shown, "nocna")).toEqual([{ from: 14, to: 16 }, { from: 23, to: 7 }]);
  expect(shown[0]?.from).toBe(0);
  expect(shown[shown.length - 1]?.to).toBe(24);
  const peak = [{ from: 0, to: 12, zone: "a" }, { from: 12, to: 24, zone: "b" }];
  expect(onTheWall(peak)).toEqual([{ from: 0, to: 1, zone: "b" }, { from: 1, to: 13, zone: "a" }, { from: 13, to: 24, zone: "b" }]);
});

it("translates the zones it knows and leaves the others as billing names them", () => {
  expect(zoneName(pl.zones, "Całodobowa")).toBe("całodobowa");
  expect(zoneName(pl.zones, "szczyt popołudniowy")).toBe("szczyt popołudniowy");
  expect(zoneName(pl.zones, "constructor")).toBe("constructor");
});
