import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import type { Answer } from "../../api/client";
import { asFailure, type Failure } from "../../api/failure";
import { Button } from "../../components/button";
import { ConfirmDialog } from "../../components/confirm-dialog";
import { Tile } from "../../components/tile";
import { dateOf } from "../../i18n/format";
import { type OfficeClerk, type OfficeTicket, officeApi, type OtherTicket, type TicketKey } from "./api";
import { LiftHold } from "./lift-hold";
import { ticketPath } from "./paths";
import { Problem } from "./problem";
import { useClerk } from "./session";
import { useShortcuts } from "./shortcuts";
import { words } from "./words";

interface ActionsProps {
  /** Who the customer is, which stands above their other tickets. */
  children: ComponentChildren;
  ticketKey: TicketKey;
  ticket: OfficeTicket;
  clerks: OfficeClerk[];
  onShow: (answer: Answer<OfficeTicket>) => void;
  onRefresh: () => Promise<void>;
}

type Asked = { what: "complaint" | "close" | "hold" | "lift" } | { what: "merge"; into: OtherTicket };

/** What can be done to a ticket beside writing. */
export function Actions({ ticketKey, ticket, clerks, onShow, onRefresh, children }: ActionsProps) {
  const text = words.actions;
  const me = useClerk();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const [asked, setAsked] = useState<Asked>();
  const [next, setNext] = useState("");

  const run = async (action: () => Promise<Answer<OfficeTicket>>) => {
    if (busy) return;
    setBusy(true);
    setFailure(undefined);
    setAsked(undefined);
    try {
      onShow(await action());
    } catch (error) {
      const refused = asFailure(error);
      setFailure(refused);
      if (refused.code === "ticket_changed") await onRefresh().catch(() => undefined);
    } finally {
      setBusy(false);
    }
  };
  const assign = (clerk: string | null) => void run(() => officeApi.assign(ticketKey, clerk, ticket.revision));
  const mine = ticket.assignee === me.clerkId;
  useShortcuts({ a: () => !mine && assign(me.clerkId) });

  const holder = ticket.assignee ? (clerks.find((one) => one.id === ticket.assignee)?.name ?? "…") : text.nobody;
  const open = ticket.state !== "closed";
  const undecided = ticket.orderState === "deciding";
  const mayMove = !ticket.assignee || mine || me.roles.includes("bok.lead");
  return (
    <>
      <Tile title={text.title}>
        <p>
          {text.clerk}: <strong>{holder}</strong>
        </p>
        <div class="office-actions">
          {!mine && mayMove && (
            <Button kind="quiet" busy={busy} onClick={() => assign(me.clerkId)}>
              {text.take}
            </Button>
          )}
          {mine && (
            <Button kind="quiet" busy={busy} onClick={() => assign(null)}>
              {text.giveBack}
            </Button>
          )}
          {ticket.kind === "question" && open && (
            <Button kind="quiet" busy={busy} onClick={() => setAsked({ what: "complaint" })}>
              {text.complaint}
            </Button>
          )}
          {open && !ticket.disconnection && (
            <Button kind="quiet" busy={busy} onClick={() => setAsked({ what: "hold" })}>
              {text.hold}
            </Button>
          )}
          {ticket.disconnection && (
            <Button kind="quiet" busy={busy} onClick={() => setAsked({ what: "lift" })}>
              {text.liftHold}
            </Button>
          )}
          {open && !ticket.answerOwed && !undecided && (
            <Button kind="quiet" busy={busy} onClick={() => setAsked({ what: "close" })}>
              {text.close}
            </Button>
          )}
        </div>
        {open && (ticket.answerOwed || undecided) && <p class="office-second">{undecided ? text.decideFirst : text.answerFirst}</p>}
        {mayMove && clerks.length > 1 && (
          <form
            class="office-hand-over"
            onSubmit={(event) => {
              event.preventDefault();
              if (next) assign(next);
            }}
          >
            <div class="filter">
              <label for="office-next">{text.handOverTo}</label>
              <select id="office-next" value={next} onChange={(event) => setNext(event.currentTarget.value)}>
                <option value="">–</option>
                {clerks
                  .filter((one) => one.id !== ticket.assignee)
                  .map((one) => (
                    <option key={one.id} value={one.id}>
                      {one.name}
                    </option>
                  ))}
              </select>
            </div>
            <Button kind="quiet" type="submit" busy={busy} disabled={!next}>
              {text.handOver}
            </Button>
          </form>
        )}
        <Problem failure={failure} />
      </Tile>
      {children}
      <Tile title={words.ticket.others}>
        {ticket.others.length === 0 && <p>{words.ticket.noOthers}</p>}
        <ul class="office-others">
          {ticket.others.map((other) => (
            <li key={other.id}>
              <a href={ticketPath(ticketKey.customer, other.id)}>{other.number}</a>{" "}
              <span class="office-second">
                {words.kind[other.kind]}, {words.state[other.state]}, {dateOf(other.receivedAt)}
              </span>
              <span class="office-opening" dir="auto">
                {other.opening}
              </span>
              {open && !undecided && other.state !== "closed" && (
                <Button kind="quiet" busy={busy} label={`${text.merge}: ${other.number}`} onClick={() => setAsked({ what: "merge", into: other })}>
                  {text.merge}
                </Button>
              )}
            </li>
          ))}
        </ul>
      </Tile>
      {asked?.what === "complaint" && (
        <ConfirmDialog
          title={text.complaintTitle}
          text={text.complaintText(dateOf(ticket.receivedAt))}
          confirm={text.complaintConfirm}
          keep={text.keep}
          onConfirm={() => void run(() => officeApi.complain(ticketKey))}
          onKeep={() => setAsked(undefined)}
        />
      )}
      {asked?.what === "hold" && (
        <ConfirmDialog
          title={text.holdTitle}
          text={text.holdText(dateOf(ticket.receivedAt))}
          confirm={text.holdConfirm}
          keep={text.keep}
          onConfirm={() => void run(() => officeApi.hold(ticketKey))}
          onKeep={() => setAsked(undefined)}
        />
      )}
      {asked?.what === "lift" && (
        <LiftHold onLift={(reason) => void run(() => officeApi.liftHold(ticketKey, reason))} onKeep={() => setAsked(undefined)} />
      )}
      {asked?.what === "close" && (
        <ConfirmDialog
          title={text.closeTitle}
          text={text.closeText}
          confirm={text.closeConfirm}
          keep={text.keep}
          onConfirm={() => void run(() => officeApi.close(ticketKey))}
          onKeep={() => setAsked(undefined)}
        />
      )}
      {asked?.what === "merge" && (
        <ConfirmDialog
          title={text.mergeTitle}
          text={text.mergeText(ticket.number, asked.into.number)}
          confirm={text.mergeConfirm}
          keep={text.keep}
          onConfirm={() => void run(() => officeApi.merge(ticketKey, asked.into.id))}
          onKeep={() => setAsked(undefined)}
        />
      )}
    </>
  );
}
