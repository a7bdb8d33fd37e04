// @vitest-environment happy-dom
import { fireEvent, screen, waitFor } from "@testing-library/preact";
import userEvent from "@testing-library/user-event";
import { expect, it } from "vitest";

import { Failure, faultText } from "../api/failure";
import { useText } from "../i18n/text";
import { onFreshPages, show } from "../testing/screen";
import { Button } from "./button";
import { ErrorSummary } from "./error-summary";
import { Field } from "./field";
import { useForm } from "./form";

onFreshPages();

const LABELS = { login: "Login", name: "Nazwa" };

function Form({ onSend }: { onSend: (values: { login: string; name: string }) => Promise<void> }) {
  const text = useText();
  const form = useForm({ login: "", name: "" }, ({ login, name }) => ({
    ...(login.length > 3 ? {} : { login: login ? "login_invalid" : "missing" }),
    ...(name ? {} : { name: "missing" }),
  }));
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.send(onSend);
      }}
    >
      <ErrorSummary labels={LABELS} faults={form.faults} failure={form.failure} sendings={form.sendings} />
      {(["login", "name"] as const).map((name) => (
        <Field
          key={name}
          name={name}
          label={LABELS[name]}
          value={form.values[name]}
          onValue={(value) => form.set(name, value)}
          onLeave={() => form.leave(name)}
          error={form.faults[name] && faultText(text, form.faults[name] ?? "", name)}
        />
      ))}
      <Button type="submit" busy={form.busy} busyLabel="Wysyłamy…">
        Wyślij
      </Button>
    </form>
  );
}

it("validates a field on blur, and shows the summary only after a submission", async () => {
  document.title = "Rejestracja – mojBOK";
  show(<Form onSend={async () => undefined} />);
  await userEvent.type(screen.getByLabelText("Login"), "ab");
  await userEvent.tab();
  expect(screen.getByLabelText("Login").getAttribute("aria-invalid")).toBe("true");
  expect(screen.queryByRole("alert")).toBeNull();
  await userEvent.click(screen.getByRole("button", { name: "Wyślij" }));
  expect(screen.getByRole("alert").textContent).toContain("Wpisz nazwę.");
  await waitFor(() => expect(document.title).toBe("Błąd: Rejestracja – mojBOK"));
});

it("moves nothing between the press and the release of a button", async () => {
  const sent: string[] = [];
  show(<Form onSend={async ({ login }) => void sent.push(login)} />);
  const login = screen.getByLabelText("Login");
  await userEvent.type(login, "ab");
  const button = screen.getByRole("button", { name: "Wyślij" });
  fireEvent.mouseDown(button);
  fireEvent.blur(login);
  expect(login.getAttribute("aria-invalid")).toBeNull();
  fireEvent.mouseUp(button);
  await screen.findByText(/Login musi mieć/);
});

it("keeps the summary while a field is corrected, and removes the field's own error", async () => {
  show(<Form onSend={async () => undefined} />);
  await userEvent.click(screen.getByRole("button", { name: "Wyślij" }));
  expect(screen.getByRole("alert").querySelectorAll("li")).toHaveLength(2);
  await userEvent.type(screen.getByLabelText("Login"), "anna.z");
  expect(screen.getByLabelText("Login").getAttribute("aria-invalid")).toBeNull();
  expect(Array.from(screen.getByRole("alert").querySelectorAll("li"), ({ className }) => className)).toEqual(["mended", ""]);
});

it("takes a value from a password manager that fires `change` without `input`", async () => {
  const sent: string[] = [];
  show(<Form onSend={async ({ login }) => void sent.push(login)} />);
  for (const [label, value] of [["Login", "anna.z"], ["Nazwa", "telefon"]] as const) {
    fireEvent.change(screen.getByLabelText(label), { target: { value } });
  }
  await userEvent.click(screen.getByRole("button", { name: "Wyślij" }));
  expect(sent).toEqual(["anna.z"]);
});

it("sends once however often it is clicked, and shows the portal's faults beside their fields", async () => {
  let calls = 0;
  let refuse: (failure: Failure) => void = () => undefined;
  show(
    <Form
      onSend={() => {
        calls += 1;
        return new Promise((_, reject) => (refuse = reject));
      }}
    />,
  );
  await userEvent.type(screen.getByLabelText("Login"), "anna.z");
  await userEvent.type(screen.getByLabelText("Nazwa"), "telefon");
  const button = screen.getByRole("button", { name: "Wyślij" });
  await userEvent.dblClick(button);
  expect(calls).toBe(1);
  refuse(new Failure("validation_failed", { status: 422, faults: [{ field: "login", code: "login_taken" }] }));
  expect(await screen.findByRole("alert")).toBeTruthy();
  expect(screen.getByLabelText("Login").getAttribute("aria-invalid")).toBe("true");
});
