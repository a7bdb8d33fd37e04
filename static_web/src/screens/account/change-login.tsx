import { useLocation } from "preact-iso";

import { accountApi } from "../../api/account";
import { faultText } from "../../api/failure";
import { useAnswer } from "../../api/use-answer";
import { Button } from "../../components/button";
import { ErrorSummary } from "../../components/error-summary";
import { Field } from "../../components/field";
import { useForm } from "../../components/form";
import { WaitFor } from "../../components/waiting";
import { useAccountText } from "./text";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";
import { isLogin } from "../../rules/identifiers";
import { useSession } from "../../session/session";
import { rememberDone } from "./done";
import { SecurityPage } from "./security-page";
import { useRegistrationText } from "../registration/text";
import { useReauthentication } from "./reauthentication";

export function ChangeLogin() {
  const text = useAccountText().changeLogin;
  const registrationText = useRegistrationText().registration;
  const { state } = useSession();
  const firm = state.phase === "in" && state.who.kind === "business";
  const account = useAnswer(accountApi.details, "account");
  return (
    <SecurityPage title={text.title}>
      <WaitFor on={account}>
        {({ identifierMasked, chosenLogin }) => (
          <>
            <p>{identifierMasked ? text.lead(firm ? registrationText.nip : registrationText.pesel) : text.leadOnly}</p>
            <LoginForm present={chosenLogin ?? ""} />
          </>
        )}
      </WaitFor>
    </SecurityPage>
  );
}

function LoginForm({ present }: { present: string }) {
  const words = useText();
  const text = useAccountText().changeLogin;
  const { route } = useLocation();
  const { refresh } = useSession();
  const { withPassword, dialog } = useReauthentication();
  const form = useForm({ login: present }, ({ login }) => {
    if (!login.trim()) return { login: "missing" };
    return isLogin(login) ? {} : { login: "login_invalid" };
  });
  return (
    <>
      <form
        class="narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(async ({ login }) => {
            await withPassword(() => accountApi.changeLogin(login.trim()));
            await refresh();
            rememberDone("login");
            route(PATHS.security);
          });
        }}
      >
        <ErrorSummary labels={{ login: text.login }} faults={form.faults} failure={form.failure} sendings={form.sendings} />
        <Field
          name="login"
          label={text.login}
          hint={text.hint}
          autocomplete="username"
          maxLength={32}
          value={form.values.login}
          onValue={(value) => form.set("login", value)}
          onLeave={() => form.leave("login")}
          error={form.faults.login && faultText(words, form.faults.login, "login")}
        />
        <Button type="submit" wide busy={form.busy} busyLabel={text.busy}>
          {text.submit}
        </Button>
      </form>
      {dialog}
    </>
  );
}
