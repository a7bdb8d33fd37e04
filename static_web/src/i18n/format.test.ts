import { afterEach, beforeEach, describe, expect, it } from "vitest";

import { accountNumber, dateOf, dateTime, dayAndMonth, decimal, energy, money, plainDate, quantity } from "./format";
import { speakLanguage } from "./language";
import { byIntl, byRule } from "./warsaw";

describe("money", () => {
  it.each([
    [0, "0,00 zł"],
    [5, "0,05 zł"],
    [21840, "218,40 zł"],
    [123456, "1 234,56 zł"],
    [-3520, "−35,20 zł"],
    [-7, "−0,07 zł"],
    [123456789012, "1 234 567 890,12 zł"],
  ])("writes %i grosze as %s, unbroken", (grosze, written) => {
    expect(money(grosze)).toBe(written.replaceAll(" ", "\u00a0"));
  });

  it("leaves out the unit where a column names it", () => {
    expect(decimal(123456)).toBe("1\u00a0234,56");
  });
});

it("writes energy, quantities and accounts as Poles do", () => {
  expect(energy(142)).toBe("142\u00a0kWh");
  expect(energy(12345)).toBe("12\u00a0345\u00a0kWh");
  expect(quantity("0.5050")).toBe("0,5050");
  expect(quantity("-1234.5")).toBe("−1\u00a0234,5");
  expect(quantity("142")).toBe("142");
  expect(accountNumber("12105000021234567890123456")).toBe("12 1050 0002 1234 5678 9012 3456");
});

describe("in English", () => {
  beforeEach(() => speakLanguage("en"));
  afterEach(() => speakLanguage("pl"));

  it("writes money, numbers and dates as English does", () => {
    expect(money(7436)).toBe("PLN\u00a074.36");
    expect(money(-123456789)).toBe("−PLN\u00a01,234,567.89");
    expect(decimal(-123456)).toBe("−1,234.56");
    expect(energy(12345)).toBe("12,345\u00a0kWh");
    expect(quantity("-1234.5")).toBe("−1,234.5");
    expect(plainDate("2026-11-02")).toBe("2\u00a0Nov\u00a02026");
    expect(dayAndMonth("2026-11-22")).toBe("22\u00a0Nov");
    expect(dateTime("2026-12-31T23:00:00Z")).toBe("1\u00a0Jan\u00a02027, 0:00");
  });
});

describe("dates", () => {
  it("keeps a plain date, whatever the zone of the machine", () => {
    expect(plainDate("2026-11-22")).toBe("22.11.2026");
    expect(plainDate("2026-01-01")).toBe("01.01.2026");
  });

  it("shows instants by the clock in Warsaw", () => {
    expect(dateTime("2026-11-22T05:00:00Z")).toBe("22.11.2026, 6:00");
    expect(dateTime("2026-07-01T22:30:00Z")).toBe("02.07.2026, 0:30");
    expect(dateOf("2026-12-31T23:00:00Z")).toBe("01.01.2027");
  });

  it.each([
    ["2026-10-24T23:59:00Z", "25.10.2026, 1:59"],
    ["2026-10-25T00:00:00Z", "25.10.2026, 2:00 (czas letni)"],
    ["2026-10-25T00:59:59Z", "25.10.2026, 2:59 (czas letni)"],
    ["2026-10-25T01:00:00Z", "25.10.2026, 2:00 (czas zimowy)"],
    ["2026-10-25T01:59:00Z", "25.10.2026, 2:59 (czas zimowy)"],
    ["2026-10-25T02:00:00Z", "25.10.2026, 3:00"],
    ["2026-03-29T01:00:00Z", "29.03.2026, 3:00"],
    ["2026-03-29T00:30:00Z", "29.03.2026, 1:30"],
  ])("marks which of the doubled hour it is: %s", (instant, written) => {
    expect(dateTime(instant)).toBe(written);
  });

  it("agrees by the EU's rule with Intl, around each change of the clock and between", () => {
    for (let year = 2024; year <= 2030; year += 1) {
      for (let hour = 0; hour < 366 * 24; hour += 1) {
        const instant = new Date(Date.UTC(year, 0, 1, hour));
        const [rule, intl] = [byRule(instant), byIntl(instant)];
        if (rule.hour !== intl.hour || rule.day !== intl.day) expect(rule, instant.toISOString()).toEqual(intl);
      }
    }
    const change = new Date(Date.UTC(2026, 2, 29, 1));
    expect(byRule(change)).toEqual({ year: 2026, month: 3, day: 29, hour: 3, minute: 0 });
    expect(byRule(new Date(change.getTime() - 60_000))).toEqual({ year: 2026, month: 3, day: 29, hour: 1, minute: 59 });
  });
});
