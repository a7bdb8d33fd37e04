// @vitest-environment happy-dom
import { render } from "@testing-library/preact";
import { expect, it } from "vitest";

import { onFreshPages } from "../testing/screen";
import { Dialog } from "./dialog";
import { PageTitle } from "./page";

onFreshPages();

it("takes the focus when it is mounted, before anybody can type", () => {
  const screen = (title: string) => <><PageTitle key={title}>{title}</PageTitle><input aria-label={title} /></>;
  const { rerender } = render(screen("Zaloguj się"));
  rerender(screen("Rejestracja"));
  expect(document.activeElement?.outerHTML).toMatch(/^<h1.*Rejestracja/);
  rerender(<Dialog title="Zamknąć?" onClose={() => undefined}><input /></Dialog>);
  expect(document.activeElement?.getAttribute("role")).toBe("dialog");
});
