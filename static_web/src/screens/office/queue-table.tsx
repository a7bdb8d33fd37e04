import { Table } from "../../components/table";
import { Moment } from "../../components/values";
import { AlertIcon } from "../../components/icons";
import type { Present, QueueRow } from "./api";
import { Due } from "./due";
import { ticketPath } from "./paths";
import { words } from "./words";

interface QueueTableProps {
  rows: QueueRow[];
  present: Present[];
  clerks: { id: string; name: string }[];
}

/** The tickets by deadline; clerks who have one open are shown beside its number. */
export function QueueTable({ rows, present, clerks }: QueueTableProps) {
  const nameOf = (id: string | null) => (id === null ? words.queue.nobody : (clerks.find((one) => one.id === id)?.name ?? "…"));
  return (
    <div class="office-queue">
      <Table
        caption={words.queue.caption}
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
                {row.disconnection && (
                  <span class={`badge badge-${row.holdLeft ? "warn" : "due"}`}>
                    <AlertIcon size={16} />
                    {row.holdLeft ? words.queue.holdLeft : words.queue.disconnection}
                  </span>
                )}
                {row.letterOwed && <span class="badge badge-warn">{words.queue.letterOwed}</span>}
                {row.orderUnanswered && <span class="badge badge-warn">{words.queue.orderUnanswered}</span>}
                <span class="office-opening" dir="auto">
                  {row.opening}
                </span>
                <Here present={present.filter((one) => one.ticketId === row.ticketId && one.customerId === row.customerId)} />
              </>
            ),
          },
          { head: words.queue.due, cell: (row) => <Due on={row.targetOn} /> },
          {
            head: words.queue.customerColumn,
            cell: (row) => (
              <>
                <bdi>{row.customerName}</bdi>
                <span class="office-second">{row.customerNumber}</span>
              </>
            ),
          },
          { head: words.queue.clerk, cell: (row) => nameOf(row.assignee) },
          {
            head: words.queue.last,
            cell: (row) => (
              <>
                <Moment instant={row.lastMessageAt} />
                <span class="office-second">
                  {row.lastMessageFrom === "customer" ? words.queue.fromCustomer : words.queue.fromOffice}
                </span>
              </>
            ),
          },
        ]}
      />
    </div>
  );
}

function Here({ present }: { present: Present[] }) {
  const others = present.filter((one) => !one.me);
  return others.length ? (
    <span class="office-here">
      {others.map((one) => (
        <span key={one.name} class={`badge badge-${one.writing ? "warn" : "plain"}`}>
          {one.writing ? words.queue.writes(one.name) : words.queue.looks(one.name)}
        </span>
      ))}
    </span>
  ) : null;
}
