import type { OrderDetails, OrderState, PlannedInstalment } from "../../../api/services";
import type { TicketState } from "../../../api/tickets";
import { Badge, type BadgeLook } from "../../../components/badge";
import { AlertIcon, CheckIcon, ClockIcon } from "../../../components/icons";
import { type Column, Table } from "../../../components/table";
import { Tile } from "../../../components/tile";
import { Money, PlainDate } from "../../../components/values";
import { money, plainDate } from "../../../i18n/format";
import { useTicketsText } from "../text";

const LOOKS: Record<OrderState, BadgeLook> = {
  deciding: { tone: "plain", icon: ClockIcon },
  passing: { tone: "plain", icon: ClockIcon },
  passed: { tone: "plain", icon: ClockIcon },
  confirmed: { tone: "over", icon: CheckIcon },
  rejected: { tone: "warn", icon: AlertIcon },
  withdrawn: { tone: "plain", icon: AlertIcon },
};

/** The state of an order. */
export function OrderBadge({ state }: { state: OrderState }) {
  const text = useTicketsText().order;
  return <Badge look={LOOKS[state]}>{text.states[state]}</Badge>;
}

/** Whether the order's state says more than the ticket's: it is not closed and waits for no answer of the customer. */
export function showsOrder<Ticket extends { orderState: OrderState | null; state: TicketState }>(ticket: Ticket): ticket is Ticket & { orderState: OrderState } {
  if (ticket.orderState === null || ticket.state === "closed" || ticket.state === "with_customer") return false;
  return ticket.state === "answered" || ticket.orderState === "deciding";
}

/** Whether billing refused an order without a reason, which the office has to look into. */
export function notTaken({ state, order }: { state: TicketState; order: OrderDetails | null }): boolean {
  return state === "with_office" && order !== null && order.state === "rejected" && !order.reason;
}

/** The next step of an order, in a sentence. */
export function OrderStanding({ order, dueOn }: { order: OrderDetails; dueOn: string }) {
  const text = useTicketsText().order;
  const { state, reason, reference } = order;
  if (state === "deciding") return <>{text.deciding(plainDate(dueOn))}</>;
  if (order.delayed) return <>{text.delayed}</>;
  if (state === "passed") return <>{text.passed(reference ?? "")}</>;
  if (state === "withdrawn") return <>{text.withdrawn}</>;
  if (state === "rejected") {
    return (
      <>
        {text.rejected} {reason && text.reason(reason)}
      </>
    );
  }
  return <>{state === "passing" ? text.passing : text.confirmed}</>;
}

/** The order as it was confirmed. */
export function OrderTile({ order }: { order: OrderDetails }) {
  const text = useTicketsText().order;
  return (
    <>
      {order.plan.length > 0 && (
        <Tile title={text.planTitle}>
          {order.state === "confirmed" && (
            <p>{order.nextDue ? text.next(money(order.nextDue.amount - order.nextDue.paid), plainDate(order.nextDue.dueOn)) : text.allPaid}</p>
          )}
          <PlanTable plan={order.plan} proposed={order.state !== "confirmed"} />
        </Tile>
      )}
      <Tile title={text.title}>
        <OrderLines lines={order.lines} />
      </Tile>
    </>
  );
}

export function OrderLines({ lines }: { lines: { label: string; value: string }[] }) {
  return (
    <dl class="about">
      {lines.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The instalments of a plan; once agreed, with what is paid. */
export function PlanTable({ plan, proposed }: { plan: PlannedInstalment[]; proposed: boolean }) {
  const text = useTicketsText().order;
  if (plan.length === 0) return null;
  const columns: Column<PlannedInstalment>[] = [
    { head: text.dueOn, rowHead: true, cell: ({ dueOn }) => <PlainDate date={dueOn} /> },
    { head: text.amount, numeric: true, cell: ({ amount }) => <Money amount={amount} /> },
    ...(proposed ? [] : [{ head: text.state, cell: ({ state }: PlannedInstalment) => text.instalments[state] }]),
  ];
  return <Table caption={text.planTitle} columns={columns} rows={plan} rowKey={({ dueOn }) => dueOn} />;
}
