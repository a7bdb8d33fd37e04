// @vitest-environment happy-dom
import { screen } from "@testing-library/preact";
import { expect, it } from "vitest";

import { portal } from "../../testing/portal";
import { onFreshPages, show } from "../../testing/screen";
import { takeLinkToken } from "../registration/link-token";
import { Invitation } from "./invitation";

onFreshPages();

const soon = new Date(Date.now() + 14 * 60_000).toISOString();
const WHO = { id: "session-1", displayName: "Anna Żółkiewska", kind: "individual", customerNumber: "KL-100200", locale: "pl", expiresAt: soon, endsAt: soon };
const LOOK = { customerName: "Piekarnia Kłos", role: "billing", limited: false, until: null, linkExpiresAt: soon };

function opened(who: object) {
  portal({ "GET /api/auth/sessions/current": who, "POST /api/profile/invitations/looks": LOOK });
  history.replaceState(null, "", `/zaproszenie#customer-firm.grant-0001.${"a".repeat(43)}`);
  takeLinkToken();
  show(<Invitation />, "/zaproszenie");
}

it("says which account accepts", async () => {
  opened(WHO);
  expect(await screen.findByText("Przyjmujesz je kontem: Anna Żółkiewska.")).toBeTruthy();
});

it("does not say that the customer somebody acts for accepts", async () => {
  opened({ ...WHO, actingFor: { grantId: "grant-0002", role: "billing", limited: false } });
  expect(await screen.findByText(/własnym kontem, a nie w imieniu klienta.*Anna Żółkiewska/)).toBeTruthy();
  expect(screen.queryByText(/Przyjmujesz je kontem/)).toBeNull();
});
