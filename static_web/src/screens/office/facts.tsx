import { Moment, PlainDate } from "../../components/values";
import { plainDate } from "../../i18n/format";
import { AlertIcon } from "../../components/icons";
import type { OfficeTicket } from "./api";
import { Due } from "./due";
import { words } from "./words";

/** The kind of a ticket and its deadlines. */
export function Facts({ ticket }: { ticket: OfficeTicket }) {
  const open = ticket.state === "with_office" || ticket.state === "with_customer";
  return (
    <section class="office-facts" aria-label={words.ticket.number(ticket.number)}>
      <p class="office-badges">
        <span class={`badge badge-${ticket.kind === "complaint" ? "warn" : "plain"}`}>{words.kind[ticket.kind]}</span>
        <span class="badge badge-plain">{words.state[ticket.state]}</span>
        {ticket.outcome && <span class="badge badge-plain">{words.outcome[ticket.outcome]}</span>}
        {ticket.disconnection && (
          <span class="badge badge-due">
            <AlertIcon size={16} />
            {open ? words.ticket.disconnection : words.ticket.holdGoesOn}
          </span>
        )}
      </p>
      <dl class="office-list">
        <div>
          <dt>{words.ticket.target}</dt>
          <dd>
            <Due on={ticket.targetOn} open={open} />
          </dd>
        </div>
        <div>
          <dt>{words.ticket.due}</dt>
          <dd>
            <PlainDate date={ticket.dueOn} /> <span class="office-second">{ticket.legal ? words.ticket.legal : words.ticket.promised}</span>
          </dd>
        </div>
        {ticket.leftUntil && (
          <div>
            <dt>{words.ticket.leftUntil}</dt>
            <dd>
              <Due on={ticket.leftUntil} />
            </dd>
          </div>
        )}
        {ticket.supplyHold && <Hold hold={ticket.supplyHold} />}
        <div>
          <dt>{words.ticket.received}</dt>
          <dd>
            <Moment instant={ticket.receivedAt} />
          </dd>
        </div>
        <div>
          <dt>{words.ticket.about}</dt>
          <dd>
            {ticket.subjectName}
            {Object.entries(ticket.asked).map(([name, value]) => (
              <span key={name} class="office-second" dir="auto">
                {(words.asked as Record<string, string>)[name] ?? name}: {/^\d{4}-\d\d-\d\d$/.test(value) ? plainDate(value) : value}
              </span>
            ))}
          </dd>
        </div>
      </dl>
    </section>
  );
}

/** The state at billing of the request not to disconnect („nie wyłączać”). */
function Hold({ hold }: { hold: NonNullable<OfficeTicket["supplyHold"]> }) {
  const text = words.ticket;
  return (
    <>
      <div>
        <dt>{text.hold}</dt>
        <dd>
          {hold.lifted ? `${text.holdLifted} – ` : ""}
          {text.holdState[hold.state]}
          <span class="office-second" dir="auto">
            {hold.lifted ? hold.reason : hold.reference && text.holdReference(hold.reference)}
          </span>
        </dd>
      </div>
      {!hold.lifted && (
        <div>
          <dt>{text.restoreBy}</dt>
          <dd>
            <PlainDate date={hold.restoreBy} />
          </dd>
        </div>
      )}
    </>
  );
}
