// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/preact";
import { expect, it, vi } from "vitest";

import { portal } from "../testing/portal";
import { onFreshPages, show } from "../testing/screen";
import { ViewGuard } from "./view-guard";

onFreshPages();

const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();
const WHO = {
  id: "view-1", displayName: "Anna Żółkiewska", kind: "individual", customerNumber: "KL-100200", locale: "pl", expiresAt: soon(14), endsAt: soon(14),
  permissions: ["billing:read"], viewedBy: { name: "Ewa", reason: "pyta o fakturę", customerId: "customer-anna" },
};

it("shows a banner while a clerk views the portal, with reason, end and the link back to the office", async () => {
  const gone = vi.fn();
  vi.spyOn(location, "assign").mockImplementation(gone);
  const sent = portal({ "GET /api/auth/sessions/current": WHO, "DELETE /api/auth/sessions/current": {} });
  show(<ViewGuard />);
  const banner = await screen.findByRole("complementary", { name: /Widok pracownika: tylko do odczytu/ });
  expect(banner.textContent).toContain("Anna Żółkiewska");
  expect(banner.textContent).toMatch(/Kończy się za 1[45] minut/);
  expect(banner.textContent).toContain("pyta o fakturę");
  fireEvent.click(screen.getByRole("button", { name: "Zakończ podgląd" }));
  await waitFor(() => expect(gone).toHaveBeenCalledWith("/bok/klienci/customer-anna"));
  expect(sent.map(({ call }) => call)).toContain("DELETE /api/auth/sessions/current");
});

it("shows no banner to a customer", async () => {
  portal({ "GET /api/auth/sessions/current": { ...WHO, viewedBy: null, permissions: null } });
  const { container } = show(<ViewGuard />);
  await waitFor(() => expect(localStorage.getItem("mojbok.session")).toContain("view-1"));
  expect(container.innerHTML).toBe("");
});
