import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";

import { useAnswer } from "../../api/use-answer";
import { Button } from "../../components/button";
import { Field } from "../../components/field";
import { PageTitle } from "../../components/page";
import { ShowOlder } from "../../components/show-older";
import { Table } from "../../components/table";
import { Moment } from "../../components/values";
import { WaitFor } from "../../components/waiting";
import { type FoundTicket, officeApi, type SearchQuery } from "./api";
import { today } from "./days";
import { withQuery } from "../../paths";
import { OFFICE, ticketPath } from "./paths";
import { words } from "./words";

const MONTH = "2026-11".length;

/** The query parameters, so that the search is kept on the way back from a ticket. */
interface Asked {
  q?: string;
  od?: string;
  do?: string;
}

/** The search for tickets that are no longer in the queue. */
export function Search() {
  const text = words.search;
  const { query, route } = useLocation();
  const asked = query as Asked;
  const [form, setForm] = useState({ q: asked.q ?? "", od: asked.od ?? "", do: asked.do ?? "" });
  const [fault, setFault] = useState<string>();
  const set = (name: keyof typeof form) => (value: string) => setForm((before) => ({ ...before, [name]: value }));

  const find = () => {
    const wrong = faultOf(form.q, form.od, form.do);
    setFault(wrong);
    if (wrong) return;
    route(withQuery(OFFICE.search, { q: form.q.trim(), od: form.od, do: form.do }));
  };

  return (
    <>
      <PageTitle windowTitle={`${text.title}, ${words.title}`}>{text.title}</PageTitle>
      <p>{text.intro}</p>
      <form
        class="office-search"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          find();
        }}
      >
        <Field name="slowa" label={text.words} hint={text.wordsHint} value={form.q} onValue={set("q")} required={false} maxLength={80} />
        <Field name="od" type="date" label={text.since} value={form.od} onValue={set("od")} required={false} />
        <Field name="do" type="date" label={text.until} hint={text.daysHint} value={form.do} onValue={set("do")} required={false} />
        <Button type="submit">{text.find}</Button>
      </form>
      {fault && (
        <p class="field-error" role="alert">
          {fault}
        </p>
      )}
      {(asked.q ?? asked.od) !== undefined && <Results key={JSON.stringify(asked)} query={queryOf(asked)} />}
    </>
  );
}

function Results({ query }: { query: SearchQuery }) {
  const arriving = useAnswer((signal) => officeApi.search(query, signal), JSON.stringify(query));
  return (
    <WaitFor on={arriving} rows={4}>
      {(page) => <Pages query={query} first={page.tickets} next={page.next} />}
    </WaitFor>
  );
}

function Pages({ query, first, next }: { query: SearchQuery; first: FoundTicket[]; next: string | null }) {
  const text = words.search;
  const [more, setMore] = useState<{ rows: FoundTicket[]; next: string | null }>({ rows: [], next });
  const rows = [...first, ...more.rows];
  return (
    <>
      {rows.length === 0 ? (
        <p class="office-empty">{more.next ? text.noneYet : text.none}</p>
      ) : (
        <div class="office-queue">
          <Table
            caption={text.caption}
            rows={rows}
            rowKey={({ customerId, ticketId }) => `${customerId} ${ticketId}`}
            columns={[
              {
                head: words.queue.ticket,
                rowHead: true,
                cell: (row) => (
                  <>
                    <a href={ticketPath(row.customerId, row.ticketId)}>
                      {row.number} – {words.kind[row.kind]}
                    </a>
                    <span class="office-opening" dir="auto">
                      {row.opening}
                    </span>
                  </>
                ),
              },
              { head: text.state, cell: (row) => <span class="badge badge-plain">{words.state[row.state]}</span> },
              {
                head: words.queue.customerColumn,
                cell: (row) => (
                  <>
                    <bdi>{row.customerName}</bdi>
                    <span class="office-second">{row.customerNumber}</span>
                  </>
                ),
              },
              { head: text.received, cell: (row) => <Moment instant={row.receivedAt} /> },
            ]}
          />
        </div>
      )}
      <ShowOlder
        after={more.next}
        label={text.more}
        busyLabel={words.loading}
        onShow={async (after, signal) => {
          const { data } = await officeApi.search({ ...query, after }, signal);
          setMore((before) => ({ rows: [...before.rows, ...data.tickets], next: data.next }));
        }}
      />
    </>
  );
}

function queryOf(asked: Asked): SearchQuery {
  return { q: asked.q ?? "", ...(asked.od && { since: asked.od }), ...(asked.do && { until: asked.do }) };
}

/** The fault of a search, which needs a word or days of one month. */
export function faultOf(q: string, since: string, until: string): string | undefined {
  if (since && until && since > until) return words.search.turned;
  const last = until || today();
  return q.trim() || (since && since.slice(0, MONTH) === last.slice(0, MONTH)) ? undefined : words.search.missing;
}
