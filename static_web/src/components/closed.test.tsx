// @vitest-environment happy-dom
import { screen } from "@testing-library/preact";
import { expect, it } from "vitest";

import { StatusProvider, useStatus } from "../api/status";
import { portal, Refusal } from "../testing/portal";
import { onFreshPages, show } from "../testing/screen";
import { client, answer } from "../api/client";
import { Closed } from "./closed";
import { StatusBanner } from "./status-banner";

onFreshPages();

const NOTICE = {
  startsAt: "2026-12-05T21:00:00Z", endsAt: "2026-12-06T01:00:00Z", closes: true,
  texts: { pl: "Prace na serwerach.", en: "Work.", uk: "Роботи." },
};
const STATUS = { notice: NOTICE, closed: true, termsAhead: null, dataLate: false, dataTooOld: false, dataAsOf: null, contactPhone: "22 100 20 30" };

function Frame() {
  return useStatus()?.closed ? <Closed /> : <p>otwarte</p>;
}

const shown = () => show(<StatusProvider><StatusBanner /><Frame /></StatusProvider>);

it("replaces every screen with the reason, the end and the telephone number", async () => {
  portal({ "GET /api/status": STATUS });
  shown();
  expect((await screen.findByRole("heading", { level: 1 })).textContent).toBe("Przerwa techniczna");
  expect(screen.getAllByText("Prace na serwerach.")).toHaveLength(1);
  expect(screen.getByText(/Wrócimy 6\.12\.2026, 2:00|Wrócimy 06\.12\.2026, 2:00/)).toBeTruthy();
  expect(screen.getByText(/22 100 20 30/)).toBeTruthy();
});

it("closes when an answer says so, and not for any other failure", async () => {
  let closed = false;
  portal({
    "GET /api/status": () => ({ ...STATUS, notice: closed ? NOTICE : null, closed }),
    "GET /api/health": () => new Refusal(503, closed ? "portal_closed" : "unavailable"),
  });
  shown();
  await screen.findByText("otwarte");
  await answer(client.GET("/api/health")).catch(() => undefined);
  expect(screen.getByText("otwarte")).toBeTruthy();
  closed = true;
  await answer(client.GET("/api/health")).catch(() => undefined);
  expect((await screen.findByRole("heading", { level: 1 })).textContent).toBe("Przerwa techniczna");
});
