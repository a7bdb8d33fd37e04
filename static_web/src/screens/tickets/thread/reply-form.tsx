import { useRef } from "preact/hooks";

import { Failure, faultText } from "../../../api/failure";
import { type StoredDraft, type TicketDetails, ticketsApi } from "../../../api/tickets";
import { useAnswer } from "../../../api/use-answer";
import { Button } from "../../../components/button";
import { ErrorSummary } from "../../../components/error-summary";
import { useForm } from "../../../components/form";
import { Tile } from "../../../components/tile";
import { Skeleton } from "../../../components/waiting";
import { useText } from "../../../i18n/text";
import { randomKey } from "../../../rules/amount";
import { FilesField } from "../../../components/files/files-field";
import { useFiles } from "../../../components/files/use-files";
import { fileStore, fileWords } from "../file-words";
import { TextArea, textFault } from "../text-area";
import { useTicketsText } from "../text";
import { DraftLine } from "../writing/draft-line";
import { useDraft, type Written } from "../writing/use-draft";

interface ReplyFormProps {
  ticket: TicketDetails;
  onSent: (now: TicketDetails) => void;
  /** Called where a reply thought lost has arrived: the thread is shown anew, the form stays. */
  onSeen: (now: TicketDetails) => void;
}

/** The form for a reply, with the draft of an earlier visit or another device. */
export function ReplyForm({ ticket, onSent, onSeen }: ReplyFormProps) {
  const text = useTicketsText();
  const answer = useAnswer((signal) => ticketsApi.drafts(signal), ticket.id);
  const draft = answer.state === "ready" ? answer.data.drafts.filter(({ id }) => id === ticket.id)[0] : undefined;
  return (
    <Tile title={text.reply.title}>
      {/* Shown even where the draft cannot be loaded: saving will report the other version. */}
      {answer.state === "waiting" ? <Skeleton /> : <Form ticket={ticket} stored={draft} onSent={onSent} onSeen={onSeen} />}
    </Tile>
  );
}

function written(text: string): Written {
  return { kind: "question", subject: null, text, about: {}, asked: {}, reply: true, previous: null, typed: {} };
}

function Form({ ticket, stored, onSent, onSeen }: ReplyFormProps & { stored: StoredDraft | undefined }) {
  const text = useTicketsText();
  const words = useText();
  const form = useForm({ text: stored?.text ?? "" }, (values) => ({ text: textFault(values.text) }));
  const draft = useDraft(ticket.id, stored);
  const files = useFiles(fileStore(ticket.id), true);
  const message = useRef(randomKey());
  const send = () =>
    form.send(async (values) => {
      const attachments = await files.settled();
      await draft.stop();
      try {
        const { data } = await ticketsApi.reply(ticket.id, { id: message.current, text: values.text, attachments });
        onSent(data);
      } catch (error) {
        draft.goOn();
        if (error instanceof Failure && error.code === "idempotency_key_reused") {
          // The earlier message has arrived, so the next one needs another key.
          message.current = randomKey();
          onSeen((await ticketsApi.ticket(ticket.id)).data);
        }
        throw error;
      }
    });
  return (
    <form
      class="ticket-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <ErrorSummary
        labels={{ text: text.reply.text }}
        faults={form.faults}
        failure={form.failure}
        sendings={form.sendings}
        own={{ ...text.problem, idempotency_key_reused: text.reply.arrived }}
      />
      <TextArea
        name="text"
        label={text.reply.text}
        rows={5}
        value={form.values.text}
        error={form.faults.text && faultText(words, form.faults.text, "text", text.problem)}
        onValue={(value) => {
          form.set("text", value);
          draft.keep(written(value));
        }}
      />
      <FilesField
        text={fileWords(text)}
        files={{
          ...files,
          add: (chosen) => {
            files.add(chosen);
            draft.keep(written(form.values.text));
          },
        }}
      />
      <DraftLine draft={draft} mine={written(form.values.text)} onTake={(other) => form.set("text", other.text ?? "")} />
      <div class="actions">
        <Button type="submit" busy={form.busy} busyLabel={text.form.busy}>
          {text.reply.submit}
        </Button>
      </div>
    </form>
  );
}
