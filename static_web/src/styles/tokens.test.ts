import { readFileSync } from "node:fs";

import { describe, expect, it } from "vitest";

import { withColours } from "../../build/brand.ts";

const css = readFileSync(new URL("./tokens.css", import.meta.url), "utf8");
const [lightCss = "", darkCss = ""] = css.split("@media");
const light = tokens(withColours(lightCss, "light"));
const dark = { ...light, ...tokens(withColours(darkCss, "dark")) };

function tokens(part: string): Record<string, string> {
  return Object.fromEntries([...part.matchAll(/--([a-z-]+):\s*(#[0-9a-f]{6})/g)].map(([, name, value]) => [name, value]));
}

/** Relative luminance and contrast of WCAG 2.2. */
function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

function contrast(one: string, other: string): number {
  const both = [luminance(one), luminance(other)];
  return (Math.max(...both) + 0.05) / (Math.min(...both) + 0.05);
}

const TEXT: [string, string][] = [
  ["ink", "card"], ["ink", "paper"], ["muted", "card"], ["muted", "paper"], ["action", "card"], ["action", "paper"],
  ["action-hover", "action-soft"], ["on-action", "action"], ["on-action", "action-hover"], ["due", "due-ground"],
  ["due", "card"], ["over", "over-ground"], ["over", "card"], ["warn", "warn-ground"], ["on-night", "night"],
  ["on-night", "night-hover"], ["amber", "night"], ["ink", "due-ground"], ["ink", "over-ground"], ["ink", "action-soft"],
  ["action", "due-ground"], ["action", "over-ground"],
];
const SHAPES: [string, string][] = [
  ["line-ui", "card"], ["line-ui", "paper"], ["focus", "card"], ["focus", "paper"], ["amber", "night"], ["due", "card"],
  ["last-year", "card"], ["part-a", "card"], ["part-b", "card"], ["part-c", "card"],
];

describe.each([["light", light], ["dark", dark]])("%s", (_, scheme) => {
  it.each(TEXT)("%s on %s is readable as text (4.5:1)", (text, ground) => {
    expect(contrast(scheme[text] ?? "", scheme[ground] ?? "")).toBeGreaterThanOrEqual(4.5);
  });

  it.each(SHAPES)("%s on %s is seen as a shape (3:1)", (shape, ground) => {
    expect(contrast(scheme[shape] ?? "", scheme[ground] ?? "")).toBeGreaterThanOrEqual(3);
  });
});

it("prints in the light scheme, whatever the screen's is", () => {
  for (const sheet of ["tokens.css", "frame.css"]) {
    const media = [...readFileSync(new URL(`./${sheet}`, import.meta.url), "utf8").matchAll(/@media ([^{]*prefers-color-scheme[^{]*)/g)];
    expect(media.map(([, query = ""]) => query.trim())).toEqual(["screen and (prefers-color-scheme: dark)"]);
  }
});
