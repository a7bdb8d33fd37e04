import { expect, it } from "vitest";

import { readingFaults, readingOf, stateOf } from "./reading";

it.each([
  ["12345", 12345],
  ["12 345", 12345],
  ["0", 0],
  ["12\u00a0345", 12345],
  ["12345,6", undefined],
  ["-5", undefined],
  ["1e5", undefined],
  ["", undefined],
  ["1234567890123", undefined],
])("reads %j as %s", (typed, kwh) => expect(stateOf(typed)).toBe(kwh));

it("wants every register and a day", () => {
  expect(readingFaults({ takenOn: "", "states.dzienna": "12,5" }, ["dzienna", "nocna"])).toEqual({
    takenOn: "day_out_of_range",
    "states.dzienna": "not_whole_kwh",
    "states.nocna": "zones_do_not_match",
  });
  expect(readingFaults({ takenOn: "2026-11-27", "states.a": "abc", "states.b": "1234567890123" }, ["a", "b"])).toEqual({
    "states.a": "not_whole_kwh",
    "states.b": "too_many_digits",
  });
});

it("sends what was typed, without an empty note", () => {
  const values = { takenOn: "2026-11-27", "states.dzienna": "1 200", "states.nocna": "900", note: "  " };
  expect(readingOf(values, ["dzienna", "nocna"])).toEqual({
    takenOn: "2026-11-27",
    states: [
      { zone: "dzienna", kwh: 1200 },
      { zone: "nocna", kwh: 900 },
    ],
    confirmed: false,
  });
});
