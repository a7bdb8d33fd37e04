import { useState } from "preact/hooks";

import { type StoredDraft, ticketsApi } from "../../../api/tickets";
import { useAnswer } from "../../../api/use-answer";
import { useAction } from "../../../components/action";
import { Button } from "../../../components/button";
import { ProblemLine } from "../../../components/problem-line";
import { Tile } from "../../../components/tile";
import { dateTime } from "../../../i18n/format";
import { newTicketPath, servicePath, ticketPath } from "../../../paths";
import { nameOf, useOffered } from "../subjects";
import { useTicketsText } from "../text";

/** The drafts; hidden where they cannot be loaded. */
export function Drafts() {
  const text = useTicketsText();
  const answer = useAnswer((signal) => ticketsApi.drafts(signal), "drafts");
  const [dropped, setDropped] = useState<string[]>([]);
  const { busy, failure, run } = useAction();
  const drafts = answer.state === "ready" ? answer.data.drafts.filter(({ id }) => dropped.indexOf(id) < 0) : [];
  if (drafts.length === 0) return null;
  const drop = ({ id }: StoredDraft) =>
    run(async () => {
      await ticketsApi.dropDraft(id);
      setDropped([...dropped, id]);
    }, id);
  return (
    <Tile title={text.drafts.title}>
      <ul class="points">
        {drafts.map((draft) => (
          <li key={draft.id} class="ticket-draft">
            <DraftLink draft={draft} />
            <Button kind="quiet" label={text.drafts.dropOf(dateTime(draft.changedAt))} busy={busy === draft.id} busyLabel={text.closing.busy} onClick={() => void drop(draft)}>
              {text.drafts.drop}
            </Button>
          </li>
        ))}
      </ul>
      <p class="small muted">{text.drafts.kept}</p>
      <ProblemLine failure={failure} own={text.problem} />
    </Tile>
  );
}

function DraftLink({ draft }: { draft: StoredDraft }) {
  const text = useTicketsText();
  const { subjects, services } = useOffered();
  const about = nameOf({ kind: draft.kind, subject: draft.subject ?? "" }, subjects, services);
  const name = draft.reply ? text.drafts.reply : about ? `${text.kinds[draft.kind]}: ${about}` : text.kinds[draft.kind];
  return (
    <span class="ticket-draft-name">
      <a href={pathOf(draft)}>{name}</a>
      {draft.kind !== "order" && <span class="small block ticket-opening">{beginning(draft.text) || text.drafts.empty}</span>}
      <span class="small muted block">{text.drafts.saved(dateTime(draft.changedAt))}</span>
    </span>
  );
}

/** The path of the form of a draft. */
function pathOf({ id, kind, reply, subject }: StoredDraft): string {
  if (reply) return ticketPath(id);
  return kind === "order" && subject ? servicePath(subject, { szkic: id }) : newTicketPath({ szkic: id });
}

const LONGEST = 120;

/** The beginning of a text, cut between words and with an ellipsis. */
function beginning(whole: string): string {
  const line = whole.replace(/\s+/g, " ").trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST).replace(/\s\S*$/, "")}…`;
}
