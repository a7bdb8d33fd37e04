// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from "@testing-library/preact";
import { expect, it } from "vitest";

import { onFreshPages } from "../testing/screen";
import { portal, SILENCE } from "../testing/portal";
import { api } from "./client";
import { useAnswer } from "./use-answer";

onFreshPages();

function Balance({ edition = 1 }: { edition?: number }) {
  const overview = useAnswer(api.overview, `overview ${edition}`);
  return <p>{overview.state === "ready" ? overview.data.balance : overview.state}</p>;
}

it("calls off what it asked when the screen is left", async () => {
  const sent = portal({ "GET /api/billing/overview": SILENCE });
  render(<Balance />);
  await waitFor(() => expect(sent).toHaveLength(1));
  expect(sent[0]?.signal.aborted).toBe(false);
  cleanup();
  await waitFor(() => expect(sent[0]?.signal.aborted).toBe(true));
});

it("calls off the older question when it asks another", async () => {
  const answers = [SILENCE, Promise.resolve({ balance: 7 })];
  const sent = portal({ "GET /api/billing/overview": () => answers.shift() });
  const { rerender } = render(<Balance />);
  await waitFor(() => expect(sent).toHaveLength(1));
  rerender(<Balance edition={2} />);
  expect(await screen.findByText("7")).toBeTruthy();
  expect(sent.map(({ signal }) => signal.aborted)).toEqual([true, false]);
});
