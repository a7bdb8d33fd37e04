import { useState } from "preact/hooks";

import { accountApi } from "../../api/account";
import { asFailure, Failure, faultText } from "../../api/failure";
import { Button } from "../../components/button";
import { ErrorSummary } from "../../components/error-summary";
import { useForm } from "../../components/form";
import { PageTitle } from "../../components/page";
import { useAccountText } from "./text";
import { useText } from "../../i18n/text";
import { useSession } from "../../session/session";
import { compact } from "../../rules/typed";
import { CodeField, isCode } from "./code-field";
import { PendingStepLinks } from "./entry-links";

export function SecondStep() {
  const text = useAccountText().secondStep;
  const [recovery, setRecovery] = useState(false);
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <p class="lead">{recovery ? text.recoveryLead : text.lead}</p>
      <CodeForm key={String(recovery)} recovery={recovery} />
      <Button kind="quiet" wide onClick={() => setRecovery(!recovery)}>
        {recovery ? text.useApp : text.useRecovery}
      </Button>
      <PendingStepLinks question={text.trouble} />
    </>
  );
}

function CodeForm({ recovery }: { recovery: boolean }) {
  const words = useText();
  const text = useAccountText().secondStep;
  const { enter, refresh } = useSession();
  const form = useForm({ code: "" }, ({ code }) => {
    if (!code.trim()) return { code: "missing" };
    return recovery || isCode(code) ? {} : { code: "code_invalid" };
  });
  const label = recovery ? text.recoveryCode : text.code;
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.send(async ({ code }) => {
          try {
            enter(await accountApi.passSecondStep(compact(code)));
          } catch (error) {
            // Another tab may have passed the step meanwhile.
            if (asFailure(error).status === 401) await refresh();
            // The server takes both kinds and does not say which it was.
            const wrong = recovery && asFailure(error).code === "second_step_failed";
            throw wrong ? new Failure("recovery_code_failed") : error;
          }
        });
      }}
    >
      <ErrorSummary labels={{ code: label }} faults={form.faults} failure={form.failure} sendings={form.sendings} />
      <CodeField
        label={label}
        recovery={recovery}
        value={form.values.code}
        onValue={(value) => form.set("code", value)}
        error={form.faults.code && faultText(words, form.faults.code, "code")}
      />
      <Button type="submit" wide busy={form.busy} busyLabel={text.busy}>
        {text.submit}
      </Button>
    </form>
  );
}
