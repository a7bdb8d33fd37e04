import { useState } from "preact/hooks";

import { accountApi } from "../../api/account";
import { faultText } from "../../api/failure";
import { useAnswer } from "../../api/use-answer";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { ErrorSummary } from "../../components/error-summary";
import { Field } from "../../components/field";
import { useForm } from "../../components/form";
import { WaitFor } from "../../components/waiting";
import { useAccountText } from "./text";
import { dateTime } from "../../i18n/format";
import { useText } from "../../i18n/text";
import { emailFault, emailTyped } from "../../rules/email";
import { SecurityPage } from "./security-page";
import { useReauthentication } from "./reauthentication";

export function ChangeEmail() {
  const words = useText();
  const all = useAccountText();
  const text = all.changeEmail;
  const account = useAnswer(accountApi.details, "account");
  const { withPassword, dialog } = useReauthentication();
  const [sentTo, setSentTo] = useState<string>();
  const form = useForm({ email: "" }, ({ email }) => {
    const code = emailFault(email);
    return code ? { email: code } : {};
  });
  return (
    <SecurityPage title={text.title}>
      <WaitFor on={account}>
        {({ email, pendingEmail }) => (
          <>
            <p>{text.lead(email)}</p>
            {pendingEmail && !sentTo && (
              <Banner tone="warn">{all.security.emailWaits(pendingEmail.email, dateTime(pendingEmail.expiresAt))}</Banner>
            )}
            {sentTo && <Banner tone="good">{text.sent(sentTo)}</Banner>}
            <form
              class="narrow"
              noValidate
              onSubmit={(event) => {
                event.preventDefault();
                setSentTo(undefined);
                void form.send(async (values) => {
                  const address = emailTyped(values.email);
                  await withPassword(() => accountApi.changeEmail(address));
                  setSentTo(address);
                  form.set("email", "");
                });
              }}
            >
              <ErrorSummary
                labels={{ email: text.email }}
                faults={form.faults}
                failure={form.failure}
                sendings={form.sendings}
              />
              <Field
                name="email"
                label={text.email}
                type="email"
                inputMode="email"
                autocomplete="email"
                maxLength={254}
                value={form.values.email}
                onValue={(value) => form.set("email", value)}
                onLeave={() => form.leave("email")}
                error={form.faults.email && faultText(words, form.faults.email, "email")}
              />
              <Button type="submit" wide busy={form.busy} busyLabel={text.busy}>
                {text.submit}
              </Button>
            </form>
          </>
        )}
      </WaitFor>
      {dialog}
    </SecurityPage>
  );
}
