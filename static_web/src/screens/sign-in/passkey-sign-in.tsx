import { passkeysSupported } from "../../rules/passkeys";
import { useSession } from "../../session/session";
import { useAction } from "../../components/action";
import { Button } from "../../components/button";
import { KeyIcon } from "../../components/icons";
import { ProblemLine } from "../../components/problem-line";
import { useSignInText } from "./text";

/** Sign-in by passkey, where the browser supports it. */
export function PasskeySignIn() {
  const text = useSignInText();
  const { enter } = useSession();
  const action = useAction();
  if (!passkeysSupported()) return null;
  const signIn = () =>
    action.run(async () => {
      const { passkeyApi } = await import("../../api/passkey");
      enter(await passkeyApi.signIn());
    });
  return (
    <>
      <Button kind="quiet" wide busy={action.busy !== undefined} busyLabel={text.busy} onClick={() => void signIn()}>
        <KeyIcon size={20} />
        {text.passkey}
      </Button>
      <ProblemLine failure={action.failure} />
    </>
  );
}
