import { useState } from "preact/hooks";

import { coordinatorAddress, type TicketDetails } from "../../../api/tickets";
import { Field } from "../../../components/field";
import { PdfIcon } from "../../../components/icons";
import { Tile } from "../../../components/tile";
import { useTicketsText } from "../text";

const MOST = 10 ** 13;

/** A typed amount in grosze; undefined where it is invalid. */
function disputed(typed: string): number | undefined {
  const found = /^(\d{1,11})(?:[,.](\d{1,2}))?(?:zł)?$/.exec(typed.replace(/\s/g, ""));
  const amount = found ? Number(found[1]) * 100 + Number(`${found[2] ?? ""}00`.slice(0, 2)) : undefined;
  return amount !== undefined && amount <= MOST ? amount : undefined;
}

/** The next steps after a refused complaint, with the file for the Coordinator. */
export function NextStep({ ticket }: { ticket: TicketDetails }) {
  const text = useTicketsText().nextStep;
  const [typed, setTyped] = useState(ticket.asked["amount"] ?? "");
  const amount = disputed(typed);
  if (!ticket.coordinator) return null;
  return (
    <Tile title={text.title}>
      <ul class="list">
        {[text.again, text.coordinator, ...(ticket.disconnection ? [text.notCut] : []), text.others].map((step) => (
          <li key={step}>{step}</li>
        ))}
      </ul>
      <div class="ticket-form next-step">
        <Field
          name="disputed"
          label={text.amount}
          note={text.optional}
          required={false}
          value={typed}
          error={typed.trim() && amount === undefined ? text.wrongAmount : undefined}
          onValue={setTyped}
        />
        <p>
          <a class="button button-quiet" href={coordinatorAddress(ticket.id, amount)} download>
            <PdfIcon size={20} />
            {text.save}
          </a>
        </p>
        <p class="small muted">{text.inside}</p>
      </div>
    </Tile>
  );
}
