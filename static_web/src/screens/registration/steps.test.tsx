// @vitest-environment happy-dom
import { screen } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, it, vi } from "vitest";

import { portal, Refusal } from "../../testing/portal";
import { onFreshPages, show } from "../../testing/screen";
import { Registration } from "./registration";
import { pl } from "./text/pl";

onFreshPages();

const text = pl.registration;
const TERMS = {
  version: "2026-11-01", effectiveFrom: "2026-11-01", current: true, title: "Regulamin", text: "§ 1", changes: "", changesSince: [], versions: [],
  consents: [{ code: "terms", text: "Akceptuję regulamin.", required: true }],
};

it("returns to the first step by the browser's back button, with the values kept", async () => {
  portal({ "GET /api/auth/sessions/current": new Refusal(401, "session_missing"), "GET /api/auth/terms": TERMS });
  const pushed = vi.spyOn(history, "pushState");
  const { unmount } = show(<Registration />, "/rejestracja");
  await userEvent.type(await screen.findByLabelText(text.pesel), "44051401359");
  await userEvent.type(screen.getByLabelText(text.customerNumber), "60418273");
  await userEvent.type(screen.getByLabelText(text.documentNumber), "FE/142636217571");
  await userEvent.click(screen.getByRole("button", { name: text.next }));
  await userEvent.type(screen.getByLabelText(text.email), "anna@example.com");
  expect(pushed).toHaveBeenCalledTimes(1);
  const second: unknown = pushed.mock.calls[0]?.[0];

  history.replaceState(null, "");
  dispatchEvent(new PopStateEvent("popstate"));
  expect(((await screen.findByLabelText(text.pesel)) as HTMLInputElement).value).toBe("44051401359");

  history.replaceState(second, "");
  dispatchEvent(new PopStateEvent("popstate"));
  expect(((await screen.findByLabelText(text.email)) as HTMLInputElement).value).toBe("anna@example.com");

  unmount();
  show(<Registration />, "/kontakt");
  history.replaceState(null, "", "/rejestracja");
  expect(((await screen.findByLabelText(text.pesel)) as HTMLInputElement).value).toBe("44051401359");
  pushed.mockRestore();
});

/** What a browser's translation does: each text goes into an element of its own, and what the app still holds is gone. */
function translate(): void {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts: Node[] = [];
  while (walker.nextNode()) texts.push(walker.currentNode);
  for (const one of texts) {
    const own = document.createElement("font");
    one.parentNode?.replaceChild(own, one);
    own.append(one.textContent ?? "");
  }
}

it("labels the fields of each step rightly on a page that is translated", async () => {
  portal({ "GET /api/auth/sessions/current": new Refusal(401, "session_missing"), "GET /api/auth/terms": TERMS });
  show(<Registration />, "/rejestracja");
  const fill = async (label: string, value: string) => {
    const field = await screen.findByLabelText(label);
    await userEvent.clear(field);
    await userEvent.type(field, value);
  };
  await fill(text.pesel, "44051401359");
  await fill(text.customerNumber, "60418273");
  await fill(text.documentNumber, "FE/142636217571");
  translate();
  await userEvent.click(screen.getByRole("button", { name: text.next }));
  const label = (name: string) => document.querySelector(`label[for=field-${name}]`)?.textContent ?? "";
  expect(label("email")).toContain(text.email);
  expect(label("login")).toContain(text.login);
  expect(document.querySelector(".steps")?.textContent).toContain(text.step(2));
});
