// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from "vitest";

import { speakLanguage } from "../../i18n/language";
import { inKwh, kwh, percent } from "./energy";

afterEach(() => speakLanguage("pl"));

describe("energy", () => {
  it("is written as its readers write numbers", () => {
    expect([kwh(4_572_000), kwh(25_900), kwh(135), percent(8)]).toEqual(["4\u00a0572\u00a0kWh", "25,9\u00a0kWh", "0,135\u00a0kWh", "8\u00a0%"]);
    speakLanguage("uk");
    expect(kwh(25_900)).toBe("25,9\u00a0kWh");
    speakLanguage("en");
    expect([kwh(4_572_000), kwh(25_900), kwh(135), percent(8)]).toEqual(["4,572\u00a0kWh", "25.9\u00a0kWh", "0.135\u00a0kWh", "8%"]);
    expect(inKwh(-1_234_500, 1)).toBe("\u22121,234.5");
  });
});
