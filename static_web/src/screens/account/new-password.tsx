import { accountApi } from "../../api/account";
import { faultText } from "../../api/failure";
import { Button } from "../../components/button";
import { ErrorSummary } from "../../components/error-summary";
import { useForm } from "../../components/form";
import { PageTitle } from "../../components/page";
import { PasswordField } from "../../components/password-field";
import { useAccountText } from "./text";
import { UsernameField } from "../../components/username-field";
import { useText } from "../../i18n/text";
import { passwordFault } from "../../rules/password";
import { useSession } from "../../session/session";
import { PendingStepLinks } from "./entry-links";
import { useSignInText } from "../sign-in/text";

/** The step after signing in with a one-time password: a new one must be chosen. */
export function NewPassword() {
  const signInText = useSignInText();
  const words = useText();
  const text = useAccountText().newPassword;
  const { enter } = useSession();
  const form = useForm({ newPassword: "" }, ({ newPassword }) => {
    const code = passwordFault(newPassword);
    return code ? { newPassword: code } : {};
  });
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <p class="lead">{text.lead}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(async ({ newPassword }) => enter(await accountApi.setPassword(newPassword)));
        }}
      >
        <ErrorSummary
          labels={{ newPassword: text.label }}
          faults={form.faults}
          failure={form.failure}
          sendings={form.sendings}
        />
        <UsernameField />
        <PasswordField
          chosenNow
          name="newPassword"
          label={text.label}
          value={form.values.newPassword}
          onValue={(value) => form.set("newPassword", value)}
          error={form.faults.newPassword && faultText(words, form.faults.newPassword, "newPassword")}
        />
        <Button type="submit" wide busy={form.busy} busyLabel={text.busy}>
          {text.submit}
        </Button>
      </form>
      <PendingStepLinks question={signInText.trouble} />
    </>
  );
}
