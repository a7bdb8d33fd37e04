import { useEffect, useRef, useState } from "preact/hooks";

import { useText } from "../i18n/text";
import { useSession } from "../session/session";
import { useAction } from "./action";
import { Button } from "./button";
import { ProblemLine } from "./problem-line";

const TICK_MS = 10_000;
const MINUTE_MS = 60_000;

/** The customer's page at the office, where a clerk returns after viewing the portal. */
function deskPath(customerId: string): string {
  return `/bok/klienci/${encodeURIComponent(customerId)}`;
}

/** The banner over every screen while a clerk views the portal of a customer; when the view ends, leads back to the office. */
export function ViewGuard() {
  const text = useText().view;
  const { state, deadline, signOut } = useSession();
  const action = useAction();
  const viewed = state.phase === "in" ? state.who.viewedBy : undefined;
  const last = useRef<string>(undefined);
  const [now, setNow] = useState(Date.now);
  if (viewed) last.current = viewed.customerId;
  useEffect(() => {
    if (state.phase === "out" && last.current) location.assign(deskPath(last.current));
  }, [state.phase]);
  useEffect(() => {
    if (!viewed) return undefined;
    const timer = setInterval(() => setNow(Date.now()), TICK_MS);
    return () => clearInterval(timer);
  }, [viewed !== undefined]);
  if (!viewed || state.phase !== "in" || !deadline) return null;
  const minutes = Math.max(1, Math.ceil((deadline.endsAt - now) / MINUTE_MS));
  return (
    <>
      <div class="view-frame" aria-hidden="true" />
      <aside class="view-banner" aria-label={text.title}>
        <p>
          <strong>{text.title}</strong> {text.whose(state.who.displayName)} <span class="unbroken">{text.ends(minutes)}</span>
          <br />
          {text.why(viewed.reason)}
        </p>
        <ProblemLine failure={action.failure} />
        <Button kind="quiet" busy={action.busy !== undefined} busyLabel={text.leaving} onClick={() => void action.run(signOut)}>
          {text.leave}
        </Button>
      </aside>
    </>
  );
}
