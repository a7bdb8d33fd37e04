import { useState } from "preact/hooks";

import { asFailure, type Failure } from "../../api/failure";
import { useAnswer } from "../../api/use-answer";
import { Button } from "../../components/button";
import { ConfirmDialog } from "../../components/confirm-dialog";
import { controlOf, FieldFrame } from "../../components/field";
import { Tile } from "../../components/tile";
import { Money, PlainDate } from "../../components/values";
import { WaitFor } from "../../components/waiting";
import { newId, type OfficeTicket, type TicketKey } from "./api";
import { type OfficeOrder, orderApi } from "./order-api";
import { orderWords as text } from "./order-words";
import { Problem } from "./problem";

interface OrderProps {
  ticketKey: TicketKey;
  ticket: OfficeTicket;
  onDecided: () => Promise<void>;
}

/** The order of a ticket, with the decision where a clerk has to make one; reloaded when the ticket changes. */
export function Order({ ticketKey, ticket, onDecided }: OrderProps) {
  const answer = useAnswer((signal) => orderApi.order(ticketKey, signal), `${ticket.revision}`);
  return <WaitFor on={answer} rows={4}>{(order) => <Shown ticketKey={ticketKey} order={order} onDecided={onDecided} />}</WaitFor>;
}

function Shown({ ticketKey, order, onDecided }: { ticketKey: TicketKey; order: OfficeOrder; onDecided: () => Promise<void> }) {
  return (
    <Tile title={text.title(order.name)}>
      <p>
        <span class="badge badge-plain">{text.states[order.state]}</span> {order.reference && text.reference(order.reference)}
      </p>
      {order.reason && <p dir="auto">{text.reason(order.reason)}</p>}
      <Lines lines={order.lines} />
      {order.healthLines && (
        <section aria-label={text.health}>
          <h3>{text.health}</h3>
          <Lines lines={order.healthLines} />
          <p class="office-second">{text.healthForgotten}</p>
        </section>
      )}
      {order.health && order.state === "deciding" && !order.mayDecide && <p class="problem-line">{text.healthHidden}</p>}
      {order.plan.length > 0 && (
        <table class="office-plan">
          <caption>{text.plan}</caption>
          <thead>
            <tr>
              <th scope="col">{text.dueOn}</th>
              <th scope="col" class="numeric">{text.amount}</th>
              <th scope="col" class="numeric">{text.paid}</th>
            </tr>
          </thead>
          <tbody>
            {order.plan.map(({ dueOn, amount, paid }) => (
              <tr key={dueOn}>
                <th scope="row">
                  <PlainDate date={dueOn} />
                </th>
                <td class="numeric">
                  <Money amount={amount} />
                </td>
                <td class="numeric">
                  <Money amount={paid} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {order.mayDecide && <Decision ticketKey={ticketKey} order={order} onDecided={onDecided} />}
    </Tile>
  );
}

function Lines({ lines }: { lines: { label: string; value: string }[] }) {
  return (
    <dl class="office-list">
      {lines.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

const DECIDING = {
  title: text.decision,
  accept: text.accept,
  acceptTitle: text.acceptTitle,
  acceptText: text.acceptText,
  refuse: text.refuse,
  refuseTitle: text.refuseTitle,
  refuseText: text.refuseText,
};
/** The choices where billing does not answer: a clerk records the outcome. */
const ENDING: typeof DECIDING = {
  title: text.ending,
  accept: text.done,
  acceptTitle: text.doneTitle,
  acceptText: text.doneText,
  refuse: text.notDone,
  refuseTitle: text.notDoneTitle,
  refuseText: text.notDoneText,
};

function Decision({ ticketKey, order, onDecided }: { ticketKey: TicketKey; order: OfficeOrder; onDecided: () => Promise<void> }) {
  const said = order.unanswered ? ENDING : DECIDING;
  const [reason, setReason] = useState("");
  const [error, setError] = useState<string>();
  const [asked, setAsked] = useState<"accept" | "refuse">();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const ask = (what: "accept" | "refuse") => {
    const missing = what === "refuse" && !reason.trim();
    setError(missing ? text.reasonNeeded : undefined);
    if (!missing) setAsked(what);
    else document.getElementById("field-decision-reason")?.focus();
  };
  const decide = async (accepted: boolean) => {
    setAsked(undefined);
    setBusy(true);
    setFailure(undefined);
    try {
      await orderApi.decide(ticketKey, { id: newId(), accepted, reason: reason.trim(), revision: order.revision });
    } catch (problem) {
      setFailure(asFailure(problem));
    }
    await onDecided().catch(() => undefined);
    setBusy(false);
  };
  return (
    <section class="office-decision" aria-label={said.title}>
      <h3>{said.title}</h3>
      {order.unanswered && <p>{text.unanswered}</p>}
      <FieldFrame name="decision-reason" label={text.decisionReason} error={error}>
        <textarea
          {...controlOf("decision-reason", undefined, error)}
          rows={3}
          maxLength={1000}
          value={reason}
          onInput={({ currentTarget }) => {
            setReason(currentTarget.value);
            setError(undefined);
          }}
        />
      </FieldFrame>
      <Problem failure={failure} />
      <div class="office-actions">
        <Button busy={busy} busyLabel={text.busy} onClick={() => ask("accept")}>
          {said.accept}
        </Button>
        <Button kind="quiet" busy={busy} onClick={() => ask("refuse")}>
          {said.refuse}
        </Button>
      </div>
      {asked && (
        <ConfirmDialog
          title={asked === "accept" ? said.acceptTitle : said.refuseTitle}
          text={asked === "accept" ? said.acceptText : said.refuseText}
          confirm={asked === "accept" ? said.accept : said.refuse}
          keep={text.keep}
          onConfirm={() => void decide(asked === "accept")}
          onKeep={() => setAsked(undefined)}
        />
      )}
    </section>
  );
}
