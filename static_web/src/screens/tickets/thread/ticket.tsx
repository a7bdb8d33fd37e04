import { useRoute } from "preact-iso";
import { useState } from "preact/hooks";

import { type TicketDetails, ticketsApi } from "../../../api/tickets";
import { useAnswer } from "../../../api/use-answer";
import { BackLink } from "../../../components/back-link";
import { Banner } from "../../../components/banner";
import { PageTitle } from "../../../components/page";
import { RetryPanel, Skeleton } from "../../../components/waiting";
import { dateOf, plainDate } from "../../../i18n/format";
import { PATHS, ticketPath } from "../../../paths";
import { listPath } from "../list/filter";
import { notTaken, OrderBadge, OrderStanding, OrderTile, showsOrder } from "../services/order-parts";
import { nameOf, useOffered } from "../subjects";
import { useTicketsText } from "../text";
import { TicketBadge } from "../ticket-badge";
import { hoursName } from "../writing/callback-fields";
import { AboutTile } from "./about-tile";
import { Closing } from "./closing";
import { wasJustSent } from "./just-sent";
import { NextStep } from "./next-step";
import { Rating } from "./rating";
import { ReplyForm } from "./reply-form";
import { Thread } from "./thread";

export function TicketScreen() {
  const { params } = useRoute();
  const id = params["id"] ?? "";
  return <OneTicket key={id} id={id} />;
}

type News = "sent" | "replySent" | "closed" | "reopened";

export function OneTicket({ id }: { id: string }) {
  const text = useTicketsText();
  const { subjects, services } = useOffered();
  const answer = useAnswer((signal) => ticketsApi.ticket(id, signal), id);
  const [changed, setChanged] = useState<TicketDetails>();
  const [news, setNews] = useState<News | undefined>(() => (wasJustSent(id) ? "sent" : undefined));
  const [replies, setReplies] = useState(0);
  const ticket = changed ?? (answer.state === "ready" ? answer.data : undefined);
  const missing = answer.state === "failed" && answer.failure.status === 404;
  const name = ticket && (ticket.order?.name ?? nameOf(ticket, subjects, services));
  const kind = ticket ? text.kinds[ticket.kind] : text.ticket.title;
  const update = (now: TicketDetails, what: News) => {
    setChanged(now);
    setNews(what);
  };
  return (
    <>
      <BackLink path={listPath()}>{text.back}</BackLink>
      <PageTitle>{name ? `${kind}: ${name}` : kind}</PageTitle>
      {answer.state === "waiting" && <Skeleton rows={8} />}
      {missing && <p class="lead">{text.ticket.missing}</p>}
      {answer.state === "failed" && !missing && <RetryPanel failure={answer.failure} onRetry={answer.retry} />}
      {ticket && (
        <div class="one-ticket">
          {news && <Banner tone="good">{news === "sent" && ticket.order ? text.order.sent : { ...text.ticket, ...text.closing }[news]}</Banner>}
          <Summary ticket={ticket} />
          {ticket.order && <OrderTile order={ticket.order} />}
          <SupplyHold ticket={ticket} />
          <Thread ticket={ticket} />
          <NextStep ticket={ticket} />
          {ticket.state !== "closed" && (
            <ReplyForm
              key={replies}
              ticket={ticket}
              onSeen={setChanged}
              onSent={(now) => {
                update(now, "replySent");
                setReplies(replies + 1);
              }}
            />
          )}
          <Closing ticket={ticket} onClosed={(now) => update(now, "closed")} onReopened={(now) => update(now, "reopened")} />
          <Rating ticket={ticket} onRated={setChanged} />
          <AboutTile ticket={ticket} />
        </div>
      )}
    </>
  );
}

function Summary({ ticket }: { ticket: TicketDetails }) {
  const texts = useTicketsText();
  const text = texts.ticket;
  return (
    <section class="summary">
      {showsOrder(ticket) ? <OrderBadge state={ticket.orderState} /> : <TicketBadge state={ticket.state} />}
      <p class="lead">
        {notTaken(ticket) ? (
          texts.order.notTaken(plainDate(ticket.dueOn))
        ) : ticket.order && showsOrder(ticket) ? (
          <OrderStanding order={ticket.order} dueOn={ticket.dueOn} />
        ) : (
          <Standing ticket={ticket} />
        )}
      </p>
      {ticket.previous && (
        <p>
          <a href={ticketPath(ticket.previous)}>{text.previous}</a>
        </p>
      )}
      {ticket.following && (
        <p>
          <a href={ticketPath(ticket.following)}>{text.following}</a>
        </p>
      )}
    </section>
  );
}

/** The request not to disconnect („nie wyłączać”), and whether billing has confirmed it. */
function SupplyHold({ ticket: { supplyHold, state } }: { ticket: TicketDetails }) {
  const text = useTicketsText().hold;
  if (!supplyHold || state === "closed") return null;
  if (supplyHold.state === "sent") return <Banner tone="good">{text.sent(supplyHold.reference ?? "")}</Banner>;
  if (supplyHold.state === "waiting") return <Banner tone="warn">{text.waiting}</Banner>;
  return (
    <Banner tone="due">
      {text.refused} <a href={PATHS.contact}>{text.call}</a>
    </Banner>
  );
}

/** Whose turn it is, and until when. */
function Standing({ ticket: { state, kind, asked, dueOn, late, legal, silenceAccepts, answeredAt, closedAt } }: { ticket: TicketDetails }) {
  const text = useTicketsText().ticket;
  if (state === "closed") return <>{text.closedOn(dateOf(closedAt ?? ""))}</>;
  if (state === "answered") return <>{text.answeredOn(dateOf(answeredAt ?? ""))}</>;
  if (kind === "callback" && state === "with_office" && late) return <>{text.lateCall(plainDate(dueOn))}</>;
  if (kind === "callback" && state === "with_office") return <>{text.callOn(plainDate(dueOn), hoursName(asked["hours"] ?? ""))}</>;
  const law = silenceAccepts ? (late ? text.accepted : text.silence) : legal && !late ? text.legal : "";
  return (
    <>
      {state === "with_customer" && `${text.waitsForYou} `}
      {(late ? text.late : text.answerBy)(plainDate(dueOn))}
      {law && <span class="small muted block">{law}</span>}
    </>
  );
}
