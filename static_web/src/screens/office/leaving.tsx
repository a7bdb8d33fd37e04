import { useEffect, useState } from "preact/hooks";

import { asFailure, type Failure } from "../../api/failure";
import { Button } from "../../components/button";
import { type OfficeMessage, officeApi, type TicketKey, type StoredDraft } from "./api";
import { Problem } from "./problem";
import { words } from "./words";

interface LeavingProps {
  ticketKey: TicketKey;
  message: OfficeMessage;
  ahead: number;
  onBack: (draft: StoredDraft) => Promise<void>;
  onLeft: () => Promise<void>;
}

/** A reply in the ten seconds in which it can still be withdrawn. */
export function Leaving({ ticketKey, message, ahead, onBack, onLeft }: LeavingProps) {
  const [now, setNow] = useState(Date.now());
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const seconds = Math.max(0, Math.ceil((Date.parse(message.sentAt) - now - ahead) / 1000));

  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 500);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    if (seconds === 0 && !busy) void onLeft().catch(() => undefined);
  }, [seconds === 0]);

  const takeBack = async () => {
    setBusy(true);
    try {
      const { data } = await officeApi.takeBack(ticketKey, message.id);
      await onBack(data);
    } catch (error) {
      setFailure(asFailure(error));
      setBusy(false);
    }
  };

  return (
    <div class="office-leaving" role="status">
      <p>{words.ticket.leaves(seconds)}</p>
      <Button kind="quiet" busy={busy} onClick={() => void takeBack()}>
        {words.ticket.takeBack}
      </Button>
      <Problem failure={failure} />
    </div>
  );
}
