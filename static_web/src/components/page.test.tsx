// @vitest-environment happy-dom
import { render } from "preact";
import { expect, it } from "vitest";

import { Dialog } from "./dialog";
import { PageTitle } from "./page";

it("takes the focus as it appears, before anybody can be at a field", () => {
  const room = document.body.appendChild(document.createElement("div"));
  const screen = (title: string) => render(<><PageTitle key={title}>{title}</PageTitle><input aria-label={title} /></>, room);
  screen("Zaloguj się");
  screen("Rejestracja");
  expect(document.activeElement?.outerHTML).toMatch(/^<h1.*Rejestracja/);
  render(<Dialog title="Zamknąć?" onClose={() => undefined}><input /></Dialog>, room);
  expect(document.activeElement?.getAttribute("role")).toBe("dialog");
});
