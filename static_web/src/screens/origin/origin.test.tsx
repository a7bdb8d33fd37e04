// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/preact";
import { expect, it } from "vitest";

import type { Finding } from "../../api/origin";
import { portal, Refusal } from "../../testing/portal";
import { onFreshPages, show } from "../../testing/screen";
import { Origin } from "./origin";

onFreshPages();

const CALL = "POST /api/auth/origin-checks";
const finding = (one: Partial<Finding>): Finding => ({ kind: "link", verdict: "ours", value: "mojbok.example", why: null, writtenAt: null, about: null, ...one });

async function ask(pasted: string, answer: unknown) {
  const sent = portal({ [CALL]: answer });
  show(<Origin />, "/czy-to-od-nas");
  fireEvent.input(screen.getByLabelText("Co sprawdzić?"), { target: { value: pasted } });
  fireEvent.click(screen.getByRole("button", { name: "Sprawdź" }));
  return () => sent.filter(({ call }) => call === CALL).map(({ body }) => body);
}

it("sends what was pasted without the blanks around it, and says what is ours, the focus on the answer", async () => {
  const found = [finding({ kind: "mail", value: "7K3M-Q2XW-9DTB", writtenAt: "2026-11-22T08:05:00Z", about: "documents" })];
  const asked = await ask("  7K3M-Q2XW-9DTB\n", { found, more: false });
  const heading = await screen.findByRole("heading", { name: "Tak, to od nas" });
  await waitFor(() => expect(document.activeElement).toBe(heading));
  expect(asked()).toEqual([{ text: "7K3M-Q2XW-9DTB" }]);
  expect(screen.getByText(/Wysłana 22\.11\.2026.*dotyczy: faktur i dokumentów/)).toBeTruthy();
  expect(screen.queryByText(/Nie płać/)).toBeNull();
});

it("says of a whole mail that it is not to be trusted as soon as one thing of it is foreign", async () => {
  const found = [finding({}), finding({ verdict: "not_ours", value: "evil.pl", why: "imitates" })];
  await ask("https://mojbok.example https://mojbok.example@evil.pl", { found, more: false });
  expect(await screen.findByRole("heading", { name: "Nie ufaj temu – nie wszystko jest od nas" })).toBeTruthy();
  expect(screen.getByText(/Nie płać, nie klikaj/)).toBeTruthy();
  expect(screen.getByText(/Ktoś się pod nas podszywa/)).toBeTruthy();
});

it("calls nothing ours as a whole while something of it was not looked at", async () => {
  await ask("a whole page", { found: [finding({})], more: true });
  expect(await screen.findByRole("heading", { name: "Nie możemy tego potwierdzić" })).toBeTruthy();
  expect(screen.getByText(/Wklej resztę osobno/)).toBeTruthy();
});

it("says of an account where to compare it, and confirms nothing it cannot", async () => {
  await ask("61 1090", { more: false, found: [finding({ kind: "account", verdict: "unknown", value: "6110901014000007121981287", why: "mistyped" })] });
  expect(await screen.findByRole("heading", { name: "Nie możemy tego potwierdzić" })).toBeTruthy();
  expect(screen.getByText(/Porównaj konto/)).toBeTruthy();
});

it("says what it looks for where it finds nothing, and asks nothing of an empty field", async () => {
  const asked = await ask("halo", { found: [], more: false });
  expect(await screen.findByText(/Nie widzimy tu numeru wiadomości/)).toBeTruthy();
  await screen.findByRole("button", { name: "Sprawdź" });
  fireEvent.input(screen.getByLabelText("Co sprawdzić?"), { target: { value: " " } });
  fireEvent.click(screen.getByRole("button", { name: "Sprawdź" }));
  expect((await screen.findAllByText(/Wklej to, co mamy sprawdzić/)).length).toBeGreaterThan(0);
  expect(asked()).toEqual([{ text: "halo" }]);
  expect(screen.queryByText(/Nie widzimy tu/)).toBeNull();
});

it("asks to wait after too many attempts", async () => {
  await ask("evil.pl", new Refusal(429, "too_many_attempts"));
  expect(await screen.findByText(/Za dużo prób/)).toBeTruthy();
});
