import { useLocation } from "preact-iso";
import { useEffect, useRef } from "preact/hooks";

import { ticketsApi } from "../../../api/tickets";
import { useAnswer } from "../../../api/use-answer";
import { BackLink } from "../../../components/back-link";
import { PageTitle } from "../../../components/page";
import { WaitFor } from "../../../components/waiting";
import { type Begun, newTicketPath } from "../../../paths";
import { randomKey } from "../../../rules/amount";
import { listPath } from "../list/filter";
import { useTicketsText } from "../text";
import { begunOf, draftIdOf, writtenOf } from "./begun";
import { TicketForm } from "./ticket-form";

/** The form of a new ticket. The draft's id is in the address, so that it survives a reload. */
export function NewTicket() {
  const text = useTicketsText();
  const { query, route } = useLocation();
  const begun: Begun = query;
  const made = useRef<string>(undefined);
  const named = draftIdOf(begun);
  const id = named ?? made.current ?? randomKey();
  if (!named) made.current = id;
  useEffect(() => {
    if (!named) route(newTicketPath({ ...begun, szkic: id }), true);
  }, [named]);
  return (
    <>
      <BackLink path={listPath()}>{text.back}</BackLink>
      <PageTitle>{text.form.title}</PageTitle>
      <p class="lead">{text.form.lead}</p>
      {made.current === id ? <TicketForm key={id} id={id} first={begunOf(begun)} /> : <BegunEarlier key={id} id={id} begun={begun} />}
    </>
  );
}

function BegunEarlier({ id, begun }: { id: string; begun: Begun }) {
  const answer = useAnswer((signal) => ticketsApi.drafts(signal), id);
  return (
    <WaitFor on={answer} rows={8}>
      {({ drafts }) => {
        const stored = drafts.filter((draft) => draft.id === id && draft.kind !== "order")[0];
        return <TicketForm id={id} stored={stored} first={stored ? writtenOf(stored) : begunOf(begun)} earlier />;
      }}
    </WaitFor>
  );
}
