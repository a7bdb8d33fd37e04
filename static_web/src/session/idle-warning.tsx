import { useEffect, useState } from "preact/hooks";

import { asFailure, failureText } from "../api/failure";
import { Button } from "../components/button";
import { Dialog } from "../components/dialog";
import { LiveText } from "../components/live-text";
import { useText } from "../i18n/text";
import { WARNING_MS } from "./deadline";
import { pendingPath } from "./pending";
import { useSession } from "./session";

/** Warns well before an idle session ends, and offers to keep it. */
export function IdleWarning() {
  const { state, deadline, lapse, stay, signOut } = useSession();
  const text = useText();
  const [left, setLeft] = useState(Infinity);
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string>();
  const [seen, setSeen] = useState(false);

  useEffect(() => {
    if (!deadline) return undefined;
    let asked = false;
    const look = () => {
      const remaining = deadline.expiresAt - Date.now();
      setLeft(remaining);
      if (remaining > 0 || asked) return;
      asked = true;
      void lapse();
    };
    look();
    const timer = setInterval(look, 1000);
    return () => clearInterval(timer);
  }, [deadline, lapse]);

  if (!deadline || left > WARNING_MS || left <= 0) return null;
  // The absolute end after 12 hours cannot be extended.
  const final = deadline.endsAt - deadline.expiresAt < 1000;
  if (final && seen) return null;
  const brief = state.phase === "in" && pendingPath(state.who) !== undefined;
  const finalText = brief ? text.session.finalSoon : text.session.final;
  const attempt = (act: () => Promise<void>) => () => {
    setBusy(true);
    setProblem(undefined);
    act()
      .catch((error: unknown) => setProblem(failureText(text, asFailure(error))))
      .finally(() => setBusy(false));
  };
  return (
    <Dialog
      title={final ? text.session.finalTitle : text.session.warningTitle}
      onClose={final ? () => setSeen(true) : attempt(stay)}
    >
      <p>
        <LiveText>{final ? finalText(spoken(left)) : text.session.warning(spoken(left))}</LiveText>
      </p>
      {problem && <p role="alert">{problem}</p>}
      <div class="actions">
        {final ? (
          <Button onClick={() => setSeen(true)}>{text.session.understood}</Button>
        ) : (
          <Button busy={busy} busyLabel={text.loading} onClick={attempt(stay)}>
            {text.session.stay}
          </Button>
        )}
        <Button kind="quiet" disabled={busy} onClick={attempt(signOut)}>
          {text.signOut}
        </Button>
      </div>
    </Dialog>
  );
}

/** Whole minutes, then steps of ten seconds: a text that changes every second cannot be read. */
function spoken(milliseconds: number): number {
  const seconds = Math.ceil(milliseconds / 1000);
  return seconds >= 60 ? Math.floor(seconds / 60) * 60 : Math.max(10, Math.ceil(seconds / 10) * 10);
}
