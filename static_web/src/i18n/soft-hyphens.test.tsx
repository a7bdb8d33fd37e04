// @vitest-environment happy-dom
import { screen } from "@testing-library/preact";
import { afterEach, expect, it, vi } from "vitest";

import { PageTitle } from "../components/page";
import { onFreshPages, show } from "../testing/screen";
import { withSoftHyphens } from "./soft-hyphens";

onFreshPages();

afterEach(() => {
  document.documentElement.style.fontSize = "";
});

it.each([
  ["pl", "Bezpieczeństwo", "Bez|pie|czeń|stwo"],
  ["pl", "Powiadomienia e-mail", "Powia|do|mie|nia e-mail"],
  ["pl", "Upoważnione osoby", "Upo|waż|nione osoby"],
  ["pl", "Zestawienie", "Zes|ta|wie|nie"],
  ["pl", "Faktury", "Faktury"],
  ["uk", "Сповіщення", "Спо|ві|щення"],
  ["uk", "Електроенергія", "Елек|трое|нер|гія"],
  ["en", "Notifications", "Notifications"],
] as const)("parts the long words of a heading in %s: %s", (language, text, parted) => {
  expect(withSoftHyphens(text, language).replace(/\u00ad/g, "|")).toBe(parted);
});

it("parts them only where a line holds few letters", async () => {
  const { unmount } = show(<PageTitle>Bezpieczeństwo</PageTitle>);
  expect((await screen.findByRole("heading")).textContent).toBe("Bezpieczeństwo");
  unmount();
  document.documentElement.style.fontSize = "32px";
  vi.stubGlobal("innerWidth", 360);
  show(<PageTitle>Bezpieczeństwo</PageTitle>);
  expect((await screen.findByRole("heading")).textContent).toContain("\u00ad");
  expect(document.title).toContain("Bezpieczeństwo");
});
