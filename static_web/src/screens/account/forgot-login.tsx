import { useState } from "preact/hooks";

import { accountApi } from "../../api/account";
import { faultText } from "../../api/failure";
import { Button } from "../../components/button";
import { ErrorSummary } from "../../components/error-summary";
import { Field } from "../../components/field";
import { useForm } from "../../components/form";
import { PageTitle } from "../../components/page";
import { useAccountText } from "./text";
import { useText } from "../../i18n/text";
import { emailFault, emailTyped } from "../../rules/email";
import { EntryLinks, MailSent } from "./entry-links";
import { useRegistrationText } from "../registration/text";
import { useSignInText } from "../sign-in/text";

/** Requests the logins of a mailbox by mail; the answer does not reveal whether it has any. */
export function ForgotLogin() {
  const registrationText = useRegistrationText();
  const signInText = useSignInText();
  const words = useText();
  const text = useAccountText();
  const [sentTo, setSentTo] = useState<string>();
  const form = useForm({ email: "" }, ({ email }) => {
    const code = emailFault(email);
    return code ? { email: code } : {};
  });

  if (sentTo) {
    return (
      <MailSent
        title={text.forgotLogin.sentTitle}
        sent={text.forgotLogin.sent(sentTo)}
        tips={text.forgotLogin.tips}
        again={text.forgotLogin.again}
        onAgain={() => setSentTo(undefined)}
      />
    );
  }
  return (
    <>
      <PageTitle>{signInText.forgotLogin}</PageTitle>
      <p class="lead">{text.forgotLogin.lead}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(async ({ email }) => {
            await accountApi.remindLogin(emailTyped(email));
            setSentTo(emailTyped(email));
          });
        }}
      >
        <ErrorSummary
          labels={{ email: registrationText.registration.email }}
          faults={form.faults}
          failure={form.failure}
          sendings={form.sendings}
        />
        <Field
          name="email"
          label={registrationText.registration.email}
          type="email"
          inputMode="email"
          autocomplete="email"
          maxLength={254}
          value={form.values.email}
          onValue={(value) => form.set("email", value)}
          onLeave={() => form.leave("email")}
          error={form.faults.email && faultText(words, form.faults.email, "email")}
        />
        <Button type="submit" wide busy={form.busy} busyLabel={text.forgotLogin.busy}>
          {text.forgotLogin.submit}
        </Button>
      </form>
      <EntryLinks />
    </>
  );
}
