import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";

import { type TicketPage, type TicketRow, ticketsApi } from "../../../api/tickets";
import { useAnswer } from "../../../api/use-answer";
import { PageTitle } from "../../../components/page";
import { ShowOlder } from "../../../components/show-older";
import { type Column, Table } from "../../../components/table";
import { PlainDate } from "../../../components/values";
import { WaitFor } from "../../../components/waiting";
import { dateOf } from "../../../i18n/format";
import { newTicketPath, PATHS, ticketPath } from "../../../paths";
import { OrderBadge, showsOrder } from "../services/order-parts";
import { nameOf, useOffered } from "../subjects";
import { useTicketsText } from "../text";
import { TicketBadge } from "../ticket-badge";
import { Drafts } from "./drafts";
import { type FilterWords, filterPath, queryOf, rememberList } from "./filter";
import { FilterPanel } from "./filter-panel";

/** The list of tickets, drafts and the button for a new one. */
export function Tickets() {
  const text = useTicketsText();
  const { query } = useLocation();
  const words: FilterWords = { stan: query["stan"], szukaj: query["szukaj"] } as FilterWords;
  const key = filterPath(words);
  const first = useAnswer((signal) => ticketsApi.list(queryOf(words), signal), key);
  useEffect(() => rememberList(key), [key]);
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <p class="lead">{text.lead}</p>
      <p class="ticket-begin">
        <a class="button button-main" href={newTicketPath()}>
          {text.write}
        </a>{" "}
        <a class="button button-quiet" href={PATHS.services}>
          {text.services.order}
        </a>
      </p>
      <Drafts />
      <section aria-label={text.list}>
        <FilterPanel words={words} />
        <WaitFor on={first} rows={6}>
          {(page) =>
            page.tickets.length === 0 ? (
              <div class="empty">
                <p>{key === PATHS.tickets ? text.empty : text.none}</p>
                {key !== PATHS.tickets && <a href={PATHS.tickets}>{text.showAll}</a>}
              </div>
            ) : (
              <PagedTickets key={key} words={words} page={page} />
            )
          }
        </WaitFor>
      </section>
    </>
  );
}

const linkId = ({ id }: TicketRow) => `ticket-${id}`;

function PagedTickets({ words, page }: { words: FilterWords; page: TicketPage }) {
  const text = useTicketsText();
  const { subjects, services } = useOffered();
  const [older, setOlder] = useState<TicketPage>({ tickets: [], next: page.next });
  const firstNew = useRef<string | undefined>(undefined);
  const all = [...page.tickets, ...older.tickets];

  useEffect(() => {
    // For keyboard users the focus moves to the first new row.
    if (firstNew.current) document.getElementById(firstNew.current)?.focus();
    firstNew.current = undefined;
  }, [older]);

  const showOlder = async (after: string, signal?: AbortSignal) => {
    const { data } = await ticketsApi.list({ ...queryOf(words), after }, signal);
    firstNew.current = data.tickets[0] && linkId(data.tickets[0]);
    setOlder({ tickets: [...older.tickets, ...data.tickets], next: data.next });
  };
  const columns: Column<TicketRow>[] = [
    {
      head: text.what,
      rowHead: true,
      cell: (row) => {
        const name = nameOf(row, subjects, services);
        return (
          <>
            <a id={linkId(row)} href={ticketPath(row.id)}>
              {name ? `${text.kinds[row.kind]}: ${name}` : text.kinds[row.kind]}
            </a>
            <span class="small block ticket-opening">{row.opening}</span>
            <span class="small muted block">{row.number}</span>
          </>
        );
      },
    },
    {
      head: text.lastMessage,
      cell: ({ lastMessageAt, lastMessageFrom }) => (
        <>
          <time dateTime={lastMessageAt}>{dateOf(lastMessageAt)}</time>
          <span class="small muted block">{text.from[lastMessageFrom]}</span>
        </>
      ),
    },
    { head: text.dueOn, hideEmpty: true, cell: ({ state, dueOn }) => (state === "with_office" || state === "with_customer" ? <PlainDate date={dueOn} /> : null) },
    { head: text.state, bare: true, cell: (row) => (showsOrder(row) ? <OrderBadge state={row.orderState} /> : <TicketBadge state={row.state} />) },
  ];
  return (
    <>
      <div class="documents-list">
        <Table caption={text.list} columns={columns} rows={all} rowKey={({ id }) => id} />
      </div>
      <p class="small muted" role="status">
        {text.shown(all.length)}
      </p>
      <ShowOlder after={older.next} label={text.older} busyLabel={text.olderBusy} onShow={showOlder} />
    </>
  );
}
