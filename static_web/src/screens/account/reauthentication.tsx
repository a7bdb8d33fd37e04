import { useEffect, useState } from "preact/hooks";

import { accountApi } from "../../api/account";
import { asFailure, Failure, faultText } from "../../api/failure";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { ErrorSummary } from "../../components/error-summary";
import { fieldId } from "../../components/field";
import { useForm } from "../../components/form";
import { PasswordField } from "../../components/password-field";
import { useAccountText } from "../../i18n/account/text";
import { useText } from "../../i18n/text";

const REQUIRED = "reauthentication_required";

interface Waiting {
  goOn: () => void;
  giveUp: (failure: Failure) => void;
}

/** Runs what the server may want the password for; asks for it in a dialog, to be put into the screen, and goes on. */
export function useReauthentication() {
  const [waiting, setWaiting] = useState<Waiting>();

  const withPassword = async <T,>(action: () => Promise<T>): Promise<T> => {
    try {
      return await action();
    } catch (error) {
      if (asFailure(error).code !== REQUIRED) throw error;
    }
    try {
      await new Promise<void>((goOn, giveUp) => setWaiting({ goOn, giveUp }));
    } finally {
      setWaiting(undefined);
    }
    return action();
  };

  const dialog = waiting && (
    <PasswordDialog onGiven={waiting.goOn} onClose={() => waiting.giveUp(new Failure(REQUIRED))} />
  );
  return { withPassword, dialog };
}

function PasswordDialog({ onGiven, onClose }: { onGiven: () => void; onClose: () => void }) {
  const words = useText();
  const text = useAccountText().again;
  const form = useForm({ password: "" }, ({ password }) => (password ? {} : { password: "missing" }));
  useEffect(() => document.getElementById(fieldId("password"))?.focus(), []);
  return (
    <Dialog title={text.title} onClose={onClose}>
      <p>{text.lead}</p>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(async ({ password }) => {
            await accountApi.reauthenticate(password);
            onGiven();
          });
        }}
      >
        <ErrorSummary
          labels={{ password: words.password.label }}
          faults={form.faults}
          failure={form.failure}
          sendings={form.sendings}
        />
        <PasswordField
          value={form.values.password}
          onValue={(value) => form.set("password", value)}
          error={form.faults.password && faultText(words, form.faults.password)}
        />
        <Button type="submit" wide busy={form.busy} busyLabel={text.busy}>
          {text.submit}
        </Button>
      </form>
    </Dialog>
  );
}
