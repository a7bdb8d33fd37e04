import { useState } from "preact/hooks";

import type { Answer } from "../../api/client";
import { useFiles } from "../../components/files/use-files";
import { type OfficeTicket, officeApi, type TicketKey } from "./api";
import { Leaving } from "./leaving";
import { NoteForm } from "./note-form";
import { Choice } from "./queue-filters";
import { ReplyForm } from "./reply-form";
import { useShortcuts } from "./shortcuts";
import { useDraft } from "./use-draft";
import { words } from "./words";

export interface WritingProps {
  ticketKey: TicketKey;
  ticket: OfficeTicket;
  /** The number of messages the clerk has seen. */
  seen: number;
  /** Milliseconds by which the server's clock is ahead of the one here. */
  ahead: number;
  /** The names of others writing to this ticket. */
  writes: string;
  onWriting: () => void;
  onShow: (answer: Answer<OfficeTicket>) => void;
  onRefresh: () => Promise<void>;
}

/** The forms for a reply and a note, of different colours and with a draft each; one is open at a time. */
export function Writing(props: WritingProps) {
  const { ticketKey, ticket } = props;
  const closed = ticket.state === "closed";
  const [form, setForm] = useState<"reply" | "note">(closed ? "note" : "reply");
  const reply = useDraft(ticketKey, "reply");
  const note = useDraft(ticketKey, "note");
  const replyFiles = useFiles(officeApi.files(ticketKey, "reply"), true);
  const noteFiles = useFiles(officeApi.files(ticketKey, "note"), true);
  const turnTo = (next: "reply" | "note") => {
    setForm(next);
    setTimeout(() => document.getElementById(`office-${next}-text`)?.focus());
  };
  useShortcuts({ r: () => turnTo("reply"), n: () => turnTo("note") });
  const leaving = ticket.messages.find((one) => one.leavesAt !== null);
  return (
    <section class="office-writing" aria-label={words.writing.choose}>
      {leaving && (
        <Leaving
          key={leaving.id}
          ticketKey={ticketKey}
          message={leaving}
          ahead={props.ahead}
          onBack={async (draft) => {
            reply.restart(draft);
            setForm("reply");
            await Promise.all([replyFiles.reread(), props.onRefresh()]);
          }}
          onLeft={props.onRefresh}
        />
      )}
      <Choice
        label={words.writing.choose}
        chosen={form}
        options={[
          ["reply", words.writing.reply],
          ["note", words.writing.note],
        ]}
        onChoose={(next) => setForm(next as "reply" | "note")}
      />
      {form === "note" ? (
        <NoteForm {...props} draft={note} files={noteFiles} />
      ) : closed ? (
        <p>{words.writing.closed}</p>
      ) : (
        <ReplyForm {...props} draft={reply} files={replyFiles} />
      )}
    </section>
  );
}
