import { useLocation, useRoute } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";

import type { Answer } from "../../api/client";
import { useAbortSignal } from "../../api/use-abort-signal";
import { useAnswer } from "../../api/use-answer";
import { Banner } from "../../components/banner";
import { PageTitle } from "../../components/page";
import { WaitFor } from "../../components/waiting";
import { plainDate } from "../../i18n/format";
import { Actions } from "./actions";
import { useEvery } from "./activity";
import { type OfficeClerk, type OfficeTicket, officeApi, type Present, type TicketKey } from "./api";
import { Customer } from "./customer";
import { LetterOwed } from "./letter-owed";
import { Order } from "./order";
import { OFFICE, ticketPath } from "./paths";
import { useShortcuts } from "./shortcuts";
import { Facts } from "./facts";
import { Thread } from "./thread";
import { words } from "./words";
import { Writing } from "./writing";

const FRESH_MS = 20_000;
const HERE_MS = 10_000;
const STILL_WRITING_MS = 30_000;

export function TicketScreen() {
  const { params } = useRoute();
  const ticketKey: TicketKey = { customer: params["customer"] ?? "", ticket: params["ticket"] ?? "" };
  const key = `${ticketKey.customer} ${ticketKey.ticket}`;
  const arriving = useAnswer(
    (signal) => Promise.all([officeApi.ticket(ticketKey, signal), officeApi.clerks(signal)]).then(
      ([ticket, clerks]) => ({ data: { ticket, clerks: clerks.data.clerks }, serverNow: ticket.serverNow }),
    ),
    key,
  );
  return (
    <>
      <p class="office-back">
        <a href={OFFICE.queue}>{words.ticket.back}</a>
      </p>
      {arriving.state === "failed" && <PageTitle windowTitle={words.title}>{words.ticket.missing}</PageTitle>}
      <WaitFor on={arriving} rows={6}>
        {({ ticket, clerks }) => <Open key={key} ticketKey={ticketKey} first={ticket} clerks={clerks} />}
      </WaitFor>
    </>
  );
}

interface OpenProps {
  ticketKey: TicketKey;
  first: Answer<OfficeTicket>;
  clerks: OfficeClerk[];
}

/** A ticket, refreshed regularly, with the other clerks who have it open. `read` is the number of messages the clerk has seen. */
function Open({ ticketKey, first, clerks }: OpenProps) {
  const { route } = useLocation();
  const [ticket, setTicket] = useState(first.data);
  const [ahead, setAhead] = useState(first.serverNow - Date.now());
  const [read, setRead] = useState(first.data.messageCount);
  const [present, setPresent] = useState<Present[]>([]);
  const writingAt = useRef(0);
  const signal = useAbortSignal();

  const show = (answer: Answer<OfficeTicket>, seen = true) => {
    // An older answer may arrive after a newer one.
    setTicket((shown) => (answer.data.revision < shown.revision ? shown : answer.data));
    setAhead(answer.serverNow - Date.now());
    if (seen) setRead(answer.data.messageCount);
  };
  const refresh = async (seen = false) => show(await officeApi.ticket(ticketKey, signal), seen);
  const sayHere = () => {
    const writing = Date.now() - writingAt.current < STILL_WRITING_MS;
    officeApi.present(ticketKey, writing).then(({ data }) => setPresent(data.present), () => undefined);
  };

  useEvery(FRESH_MS, () => void refresh().catch(() => undefined));
  useEvery(HERE_MS, sayHere);
  useEffect(() => {
    sayHere();
    return () => void officeApi.leave(ticketKey).catch(() => undefined);
  }, []);
  useShortcuts({ q: () => route(OFFICE.queue) });

  const others = present.filter((one) => !one.me);
  const names = (writing: boolean) => others.filter((one) => one.writing === writing).map((one) => one.name).join(", ");
  const writes = names(true);
  return (
    <>
      <PageTitle windowTitle={`${ticket.number}, ${words.title}`}>{words.ticket.number(ticket.number)}</PageTitle>
      {writes && <Banner tone="warn">{words.ticket.writes(writes)}</Banner>}
      {!writes && others.length > 0 && <p class="office-looks">{words.ticket.looks(names(false))}</p>}
      {ticket.mergedInto && (
        <Banner tone="warn">
          {words.ticket.mergedInto} <a href={ticketPath(ticketKey.customer, ticket.mergedInto)}>{words.ticket.openIt}</a>
        </Banner>
      )}
      {ticket.disconnection && ticket.leftUntil && <Banner tone="warn">{words.ticket.holdLeft(plainDate(ticket.leftUntil))}</Banner>}
      <div class="office-ticket">
        <div class="office-case">
          <Facts ticket={ticket} />
          {ticket.orderState && <Order ticketKey={ticketKey} ticket={ticket} onDecided={() => refresh(true)} />}
          {ticket.letterOwed && <LetterOwed ticketKey={ticketKey} ticket={ticket} onShow={show} />}
          <Thread ticketKey={ticketKey} ticket={ticket} clerks={clerks} />
          {ticket.messageCount > read && <Banner tone="warn">{words.ticket.changed}</Banner>}
          <Writing
            ticketKey={ticketKey}
            ticket={ticket}
            seen={read}
            ahead={ahead}
            writes={writes}
            onWriting={() => {
              const before = writingAt.current;
              writingAt.current = Date.now();
              if (writingAt.current - before > STILL_WRITING_MS) sayHere();
            }}
            onShow={show}
            onRefresh={() => refresh(true)}
          />
        </div>
        <aside class="office-side">
          <Actions ticketKey={ticketKey} ticket={ticket} clerks={clerks} onShow={show} onRefresh={() => refresh()}>
            <Customer card={ticket.customer} />
          </Actions>
        </aside>
      </div>
    </>
  );
}
