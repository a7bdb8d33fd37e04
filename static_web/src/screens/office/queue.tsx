import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";

import { useAnswer, useLatest } from "../../api/use-answer";
import { PageTitle } from "../../components/page";
import { ShowOlder } from "../../components/show-older";
import { WaitFor } from "../../components/waiting";
import { useEvery } from "./activity";
import { officeApi, type Present, type QueueQuery, type QueueRow } from "./api";
import { withQuery } from "../../paths";
import { OFFICE, ticketPath } from "./paths";
import { QueueFilters } from "./queue-filters";
import { QueueTable } from "./queue-table";
import { useShortcuts } from "./shortcuts";
import { words } from "./words";

const FRESH_MS = 20_000;

/** The query parameters, so that the filters are kept on the way back from a ticket. */
export interface Filters {
  kolej?: string;
  kto?: string;
  rodzaj?: string;
  termin?: string;
  numer?: string;
}

export function Queue() {
  const { query, route } = useLocation();
  const filters = query as Filters;
  const [round, setRound] = useState(0);
  const wanted = queryOf(filters);
  const key = JSON.stringify(wanted);
  const arriving = useAnswer((signal) => officeApi.queue(wanted, signal), `${key} ${round}`);
  const counts = useLatest(useAnswer((signal) => officeApi.counts(signal), String(round)));
  const present = useLatest(useAnswer((signal) => officeApi.everywhere(signal), String(round)))?.present ?? [];
  const clerks = useLatest(useAnswer((signal) => officeApi.clerks(signal), "clerks"))?.clerks ?? [];
  useEvery(FRESH_MS, () => setRound((before) => before + 1));

  const show = (change: Filters) => {
    route(withQuery(OFFICE.queue, { ...filters, ...change }), true);
  };

  const held = useRef<{ key: string; shown: typeof arriving }>(undefined);
  if (arriving.state !== "waiting" || held.current?.key !== key) held.current = { key, shown: arriving };
  const filtered = Object.entries(filters).some(([name, value]) => name !== "kolej" && value);

  return (
    <>
      <PageTitle windowTitle={`${words.queue.title}, ${words.title}`}>{words.queue.title}</PageTitle>
      <QueueFilters filters={filters} counts={counts} onShow={show} />
      <WaitFor on={held.current.shown} rows={6}>
        {(page) =>
          page.tickets.length ? (
            <Rows key={key} first={page.tickets} next={page.next} query={wanted} present={present} clerks={clerks} onMine={() => show({ kto: filters.kto === "moje" ? "" : "moje" })} />
          ) : (
            <p class="office-empty">
              {filtered ? words.queue.emptyFiltered : words.queue.empty}{" "}
              {filtered && (
                <a href={filters.kolej ? `${OFFICE.queue}?kolej=${filters.kolej}` : OFFICE.queue}>{words.queue.clear}</a>
              )}
            </p>
          )
        }
      </WaitFor>
    </>
  );
}

interface RowsProps {
  first: QueueRow[];
  next: string | null;
  query: QueueQuery;
  present: Present[];
  clerks: { id: string; name: string }[];
  onMine: () => void;
}

/** The pages loaded so far, and the row selected by keyboard. */
function Rows({ first, next, query, present, clerks, onMine }: RowsProps) {
  const { route } = useLocation();
  const [more, setMore] = useState<{ rows: QueueRow[]; next: string | null }>();
  const [at, setAt] = useState(-1);
  const rows = [...first, ...(more?.rows.filter((row) => !first.some((one) => one.ticketId === row.ticketId)) ?? [])];
  const move = (step: number) => setAt((now) => Math.max(0, Math.min(rows.length - 1, now + step)));
  useEffect(() => {
    const links = document.querySelectorAll<HTMLElement>(".office-queue .row-head a");
    if (at >= 0) links[at]?.focus();
  }, [at]);
  const open = () => {
    const row = rows[at];
    if (row) route(ticketPath(row.customerId, row.ticketId));
  };
  useShortcuts({
    j: () => move(1),
    k: () => move(-1),
    o: open,
    m: onMine,
    "/": () => document.getElementById("field-numer")?.focus(),
  });

  return (
    <>
      <QueueTable rows={rows} present={present} clerks={clerks} />
      <ShowOlder
        after={more ? more.next : next}
        label={words.queue.more}
        busyLabel={words.loading}
        onShow={async (after, signal) => {
          const { data } = await officeApi.queue({ ...query, after }, signal);
          setMore((before) => ({ rows: [...(before?.rows ?? []), ...data.tickets], next: data.next }));
        }}
      />
    </>
  );
}

function queryOf({ kolej, kto, rodzaj, termin, numer }: Filters): QueueQuery {
  return {
    turn: kolej === "klient" ? "customer" : "office",
    ...(kto === "moje" && { assignee: "me" }),
    ...(kto === "niczyje" && { assignee: "nobody" }),
    ...(rodzaj && rodzaj in words.kind && { kind: rodzaj as keyof typeof words.kind }),
    ...(termin && { overdue: true }),
    ...(numer && { number: numer }),
  };
}
