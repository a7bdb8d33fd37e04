import { useState } from "preact/hooks";

import { accountApi } from "../../api/account";
import { faultText } from "../../api/failure";
import { Button } from "../../components/button";
import { ErrorSummary } from "../../components/error-summary";
import { Field } from "../../components/field";
import { useForm } from "../../components/form";
import { PageTitle } from "../../components/page";
import { useAccountText } from "./text";
import { timeOf } from "../../i18n/format";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";
import { visible } from "../../rules/typed";
import { rememberLogin, typedLogin } from "../../session/typed-login";
import { EntryLinks, MailSent } from "./entry-links";
import { useSignInText } from "../sign-in/text";

/** Requests a one-time password; the answer does not reveal whether the login exists. */
export function ForgotPassword() {
  const signInText = useSignInText();
  const words = useText();
  const text = useAccountText();
  const [until, setUntil] = useState<string>();
  const form = useForm({ login: typedLogin() }, ({ login }) => (login.trim() ? {} : { login: "missing" }));

  if (until) {
    return (
      <MailSent
        title={text.forgotPassword.sentTitle}
        sent={text.forgotPassword.sent(timeOf(until))}
        next={text.forgotPassword.next}
        tips={text.forgotPassword.tips}
        again={text.forgotPassword.again}
        onAgain={() => setUntil(undefined)}
      />
    );
  }
  return (
    <>
      <PageTitle>{signInText.forgotPassword}</PageTitle>
      <p class="lead">{text.forgotPassword.lead}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(async ({ login }) => {
            const { data } = await accountApi.recoverPassword(visible(login));
            setUntil(data.expiresAt);
          });
        }}
      >
        <ErrorSummary
          labels={{ login: signInText.login }}
          faults={form.faults}
          failure={form.failure}
          sendings={form.sendings}
        />
        <Field
          name="login"
          label={signInText.login}
          hint={signInText.loginHint}
          autocomplete="username"
          maxLength={64}
          value={form.values.login}
          onValue={(value) => {
            rememberLogin(value);
            form.set("login", value);
          }}
          error={form.faults.login && faultText(words, form.faults.login, "login")}
        />
        <Button type="submit" wide busy={form.busy} busyLabel={text.forgotPassword.busy}>
          {text.forgotPassword.submit}
        </Button>
      </form>
      <EntryLinks>
        <p>
          <a href={PATHS.forgotLogin}>{signInText.forgotLogin}</a>
        </p>
      </EntryLinks>
    </>
  );
}
