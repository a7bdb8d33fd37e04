import { serverNow } from "../../../api/server-clock";
import { type TicketDetails, ticketsApi } from "../../../api/tickets";
import { useAction } from "../../../components/action";
import { Button } from "../../../components/button";
import { ProblemLine } from "../../../components/problem-line";
import { dateTime } from "../../../i18n/format";
import { newTicketPath, ticketPath } from "../../../paths";
import { useTicketsText } from "../text";

interface ClosingProps {
  ticket: TicketDetails;
  onClosed: (now: TicketDetails) => void;
  onReopened: (now: TicketDetails) => void;
}

/** Closing a ticket, reopening it for a while, and after that a follow-up ticket. */
export function Closing({ ticket, onClosed, onReopened }: ClosingProps) {
  const text = useTicketsText().closing;
  const problems = useTicketsText().problem;
  const { busy, failure, run } = useAction();
  const { id, state, reopenUntil, following, subject } = ticket;
  if (state !== "closed") {
    return (
      <section class="closing">
        <p class="muted">{text.closeHint}</p>
        <ProblemLine failure={failure} own={problems} />
        <Button kind="quiet" busy={busy !== undefined} busyLabel={text.busy} onClick={() => void run(async () => onClosed((await ticketsApi.close(id)).data))}>
          {text.close}
        </Button>
      </section>
    );
  }
  const open = reopenUntil !== null && Date.parse(reopenUntil) > serverNow();
  return (
    <section class="closing">
      <p class="muted">{open ? text.until(dateTime(reopenUntil)) : !following && text.over}</p>
      <ProblemLine failure={failure} own={problems} />
      {open ? (
        <Button kind="quiet" busy={busy !== undefined} busyLabel={text.busy} onClick={() => void run(async () => onReopened((await ticketsApi.reopen(id)).data))}>
          {text.reopen}
        </Button>
      ) : (
        <a class="button button-quiet" href={following ? ticketPath(following) : newTicketPath({ dalszy: id, temat: subject })}>
          {following ? text.following : text.goOn}
        </a>
      )}
    </section>
  );
}
