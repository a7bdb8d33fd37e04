import { useText } from "../i18n/text";
import { passkeysSupported } from "../rules/passkeys";
import { useSession } from "../session/session";
import { useAction } from "./action";
import { Button } from "./button";
import { KeyIcon } from "./icons";
import { ProblemLine } from "./problem-line";

/** The way in without login and password, where the browser knows passkeys. */
export function PasskeySignIn() {
  const text = useText().signIn;
  const { enter } = useSession();
  const action = useAction();
  if (!passkeysSupported()) return null;
  const signIn = () =>
    action.run(async () => {
      const { passkeyApi } = await import("../api/passkey");
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
