import { useState } from "preact/hooks";

import type { Answer } from "../../api/client";
import { asFailure, type Failure } from "../../api/failure";
import { AlertIcon } from "../../components/icons";
import { Button } from "../../components/button";
import { type OfficeTicket, officeApi, type TicketKey } from "./api";
import { Problem } from "./problem";
import { words } from "./words";

interface LetterOwedProps {
  ticketKey: TicketKey;
  ticket: OfficeTicket;
  onShow: (answer: Answer<OfficeTicket>) => void;
}

/** A reply whose notification could not be mailed: a clerk records how the customer was informed. */
export function LetterOwed({ ticketKey, ticket, onShow }: LetterOwedProps) {
  const text = words.ticket;
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const sent = async (way: "post" | "phone") => {
    setBusy(true);
    setFailure(undefined);
    try {
      onShow(await officeApi.letterSent(ticketKey, way, ticket.revision));
    } catch (error) {
      setFailure(asFailure(error));
    }
    setBusy(false);
  };
  return (
    <section class="office-letter" aria-label={words.queue.letterOwed}>
      <p>
        <AlertIcon size={20} /> {text.letterOwed}
      </p>
      <div class="office-actions">
        <Button kind="quiet" busy={busy} onClick={() => void sent("post")}>
          {text.letterPost}
        </Button>
        <Button kind="quiet" busy={busy} onClick={() => void sent("phone")}>
          {text.letterPhone}
        </Button>
      </div>
      <Problem failure={failure} />
    </section>
  );
}
