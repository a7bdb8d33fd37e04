import { useLayoutEffect, useState } from "preact/hooks";

import { accountApi } from "../../api/account";
import { asFailure, Failure, faultText } from "../../api/failure";
import { passkeyApi } from "../../api/passkey";
import { useAnswer } from "../../api/use-answer";
import { useAction } from "../../components/action";
import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { ErrorSummary } from "../../components/error-summary";
import { fieldId } from "../../components/field";
import { useForm } from "../../components/form";
import { KeyIcon } from "../../components/icons";
import { PasswordField } from "../../components/password-field";
import { ProblemLine } from "../../components/problem-line";
import { useAccountText } from "./text";
import { UsernameField } from "../../components/username-field";
import { useText } from "../../i18n/text";
import { passkeysSupported } from "../../rules/passkeys";

const REQUIRED = "reauthentication_required";

interface Waiting {
  goOn: () => void;
  giveUp: (failure: Failure) => void;
}

/** Runs a call that may require the password again; asks for it in `dialog`, which the screen must render, and repeats the call. */
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
  useLayoutEffect(() => document.getElementById(fieldId("password"))?.focus(), []);
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
        <UsernameField />
        <PasswordField
          value={form.values.password}
          onValue={(value) => form.set("password", value)}
          error={form.faults.password && faultText(words, form.faults.password, "password")}
        />
        <Button type="submit" wide busy={form.busy} busyLabel={text.busy}>
          {text.submit}
        </Button>
      </form>
      {passkeysSupported() && <ByPasskey onGiven={onGiven} />}
    </Dialog>
  );
}

/** Confirmation by a passkey in place of the password. */
function ByPasskey({ onGiven }: { onGiven: () => void }) {
  const text = useAccountText().again;
  const passkeys = useAnswer(passkeyApi.list, "passkeys");
  const action = useAction();
  if (passkeys.state !== "ready" || passkeys.data.items.length === 0) return null;
  const confirm = () =>
    action.run(async () => {
      await passkeyApi.confirm();
      onGiven();
    });
  return (
    <>
      <Button kind="quiet" wide busy={action.busy !== undefined} busyLabel={text.busy} onClick={() => void confirm()}>
        <KeyIcon size={20} />
        {text.passkey}
      </Button>
      <ProblemLine failure={action.failure} />
    </>
  );
}
