import { useLocation } from "preact-iso";

import { accountApi } from "../../api/account";
import { faultText } from "../../api/failure";
import { Button } from "../../components/button";
import { ErrorSummary } from "../../components/error-summary";
import { useForm } from "../../components/form";
import { PasswordField } from "../../components/password-field";
import { useAccountText } from "./text";
import { UsernameField } from "../../components/username-field";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";
import { passwordFault } from "../../rules/password";
import { useSession } from "../../session/session";
import { rememberDone } from "./done";
import { SecurityPage } from "./security-page";

export function ChangePassword() {
  const words = useText();
  const account = useAccountText();
  const text = account.changePassword;
  const { enter } = useSession();
  const { route } = useLocation();
  const form = useForm({ currentPassword: "", newPassword: "" }, ({ currentPassword, newPassword }) => {
    const code = passwordFault(newPassword);
    return { ...(currentPassword ? {} : { currentPassword: "missing" }), ...(code && { newPassword: code }) };
  });
  const error = (name: "currentPassword" | "newPassword") => {
    const code = form.faults[name];
    return code && faultText(words, code, name);
  };
  return (
    <SecurityPage title={text.title}>
      <p>{text.lead}</p>
      <form
        class="narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(async ({ currentPassword, newPassword }) => {
            enter(await accountApi.setPassword(newPassword, currentPassword));
            rememberDone("password");
            route(PATHS.security);
          });
        }}
      >
        <ErrorSummary
          labels={{ currentPassword: text.current, newPassword: account.newPassword.label }}
          faults={form.faults}
          failure={form.failure}
          sendings={form.sendings}
        />
        <UsernameField />
        <PasswordField
          name="currentPassword"
          label={text.current}
          value={form.values.currentPassword}
          onValue={(value) => form.set("currentPassword", value)}
          error={error("currentPassword")}
        />
        <PasswordField
          chosenNow
          name="newPassword"
          label={account.newPassword.label}
          value={form.values.newPassword}
          onValue={(value) => form.set("newPassword", value)}
          error={error("newPassword")}
        />
        <Button type="submit" wide busy={form.busy} busyLabel={text.busy}>
          {text.submit}
        </Button>
      </form>
    </SecurityPage>
  );
}
