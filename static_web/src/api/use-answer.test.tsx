// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { Combobox } from "../components/combobox";
import { ShowOlder } from "../components/show-older";
import { onFreshPages, show } from "../testing/screen";
import { portal, SILENCE } from "../testing/portal";
import { api } from "./client";
import { supplyApi } from "./supply";
import { useAnswer } from "./use-answer";

onFreshPages();

function Balance({ edition = 1 }: { edition?: number }) {
  const overview = useAnswer(api.overview, `overview ${edition}`);
  return <p>{overview.state === "ready" ? overview.data.balance : overview.state}</p>;
}

it("aborts its request when the screen is left", async () => {
  const sent = portal({ "GET /api/billing/overview": SILENCE });
  render(<Balance />);
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.signal.aborted).toBe(false);
  cleanup();
  await waitFor(() => expect(sent[0]?.signal.aborted).toBe(true));
});

it("aborts a request that is superseded by another", async () => {
  const answers = [SILENCE, Promise.resolve({ balance: 7 })];
  const sent = portal({ "GET /api/billing/overview": () => answers.shift() });
  const { rerender } = render(<Balance />);
  await waitFor(() => expect(sent).toHaveLength(1));
  rerender(<Balance edition={2} />);
  expect(await screen.findByText("7")).toBeTruthy();
  expect(sent.map(({ signal }) => signal.aborted)).toEqual([true, false]);
});

it("aborts the next page of a list when the list is left", async () => {
  const sent = portal({ "GET /api/supply/points": SILENCE });
  const load = async (after: string, signal: AbortSignal | undefined) => void (await supplyApi.points({ after }, signal));
  show(<ShowOlder after="cursor" label="Starsze" busyLabel="Wczytujemy" onShow={load} />);
  await userEvent.click(await screen.findByRole("button", { name: "Starsze" }));
  await waitFor(() => expect(sent.filter(({ call }) => call.endsWith("points"))).toHaveLength(1));
  cleanup();
  await waitFor(() => expect(sent.find(({ call }) => call.endsWith("points"))?.signal.aborted).toBe(true));
});

it("aborts a search for suggestions that is superseded, and the last when the field is left", async () => {
  const sent = portal({ "GET /api/supply/points": SILENCE });
  const words = { hint: "", found: String, foundMore: String, none: "" };
  const search = async (q: string, signal: AbortSignal | undefined) => {
    await supplyApi.points({ q }, signal);
    return { choices: [], more: false };
  };
  show(<Combobox id="point" label="Punkt" words={words} chosen={undefined} search={search} onChoose={() => undefined} />);
  const searches = () => sent.filter(({ call }) => call.endsWith("points")).map(({ signal }) => signal.aborted);
  await userEvent.type(await screen.findByLabelText("Punkt"), "L");
  await waitFor(() => expect(searches().length).toBeGreaterThan(1));
  expect(searches().slice(-1)).toEqual([false]);
  expect(searches().slice(0, -1)).not.toContain(false);
  cleanup();
  await waitFor(() => expect(searches()).not.toContain(false));
});

const SOURCES = import.meta.glob<string>(["../**/*.{ts,tsx}", "!../**/*.test.*"], { query: "?raw", import: "default", eager: true });

it("is given a request that takes the signal, wherever it is used", () => {
  const unabortable = Object.keys(SOURCES).filter((path) => /useAnswer\(\s*(async )?\(\) =>/.test(SOURCES[path] ?? ""));
  expect(unabortable).toEqual([]);
});
