import { useLocation } from "preact-iso";

import { faultText } from "../../../api/failure";
import { type NewTicket, type StoredDraft, type Subject, ticketsApi } from "../../../api/tickets";
import { Button } from "../../../components/button";
import { ErrorSummary } from "../../../components/error-summary";
import { fieldId } from "../../../components/field";
import { useForm } from "../../../components/form";
import { useLanguage } from "../../../i18n/text";
import { ticketPath } from "../../../paths";
import { FilesField } from "../../../components/files/files-field";
import { useFiles } from "../../../components/files/use-files";
import { fileStore, fileWords } from "../file-words";
import { subjectOf, useOffered } from "../subjects";
import { useTicketsText } from "../text";
import { TextArea, textFault } from "../text-area";
import { noteSent } from "../thread/just-sent";
import { said } from "./begun";
import { CallbackFields, callOf, phoneFault } from "./callback-fields";
import { DraftLine } from "./draft-line";
import { SubjectFields } from "./subject-fields";
import { useDraft, type Written } from "./use-draft";

const KINDS = ["question", "complaint", "document", "callback"] as const;
const ANYTHING = "other";
type Call = NonNullable<NewTicket["callback"]>;

interface TicketFormProps {
  id: string;
  first: Written;
  stored?: StoredDraft | undefined;
  /** A draft of an earlier visit, which may have files. */
  earlier?: boolean;
}

/** The form of a new ticket. Only the message is required. */
export function TicketForm({ id, first, stored, earlier = false }: TicketFormProps) {
  const text = useTicketsText();
  const { text: words, language } = useLanguage();
  const { route } = useLocation();
  const { subjects, callback: calls } = useOffered();
  const form = useForm<Written>(first, ({ text: message, kind, asked }) => ({
    ...(kind === "callback" && { asked: phoneFault(asked?.["phone"]) }),
    text: textFault(message ?? ""),
  }));
  const draft = useDraft(id, stored);
  const files = useFiles(fileStore(id), earlier);
  const { values } = form;
  const subject = subjectOf(subjects, values.subject);
  const offered = values.kind === "document" ? subjects.filter(({ kinds }) => kinds.indexOf("document") >= 0) : subjects;
  const change = (changes: Partial<Written>) => {
    (Object.keys(changes) as (keyof Written)[]).forEach((name) => form.set(name, changes[name]));
    draft.keep({ ...values, ...changes });
  };
  const send = () =>
    form.send(async ({ kind = "question", subject: key, text: message = "", about, asked, previous }) => {
      const attachments = await files.settled();
      await draft.stop();
      try {
        await ticketsApi.open(
          {
            id, kind: kind === "order" ? "question" : kind, subject: key ?? ANYTHING, text: message, about: about ?? {}, asked: said(asked ?? {}), attachments, previous: previous ?? null,
            callback: kind === "callback" ? (callOf(asked ?? {}, calls) as Call) : null,
          },
          language,
        );
      } catch (error) {
        draft.goOn();
        throw error;
      }
      noteSent(id);
      route(ticketPath(id), true);
    });
  const arrived = form.failure?.code === "idempotency_key_reused";
  return (
    <form
      class="ticket-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      {arrived ? (
        <p class="problem-line" role="alert">
          {text.form.arrived} <a href={ticketPath(id)}>{text.form.open}</a>
        </p>
      ) : (
        <ErrorSummary labels={{ asked: text.asks.phone, text: text.form.text }} faults={form.faults} failure={form.failure} sendings={form.sendings} own={text.problem} />
      )}
      {values.previous && <p>{text.form.following}</p>}
      <fieldset class="choices">
        <legend>{text.form.kind}</legend>
        {KINDS.map((kind) => (
          <label key={kind} class={values.kind === kind ? "choice choice-on" : "choice"}>
            <input type="radio" name="kind" checked={values.kind === kind} onChange={() => change({ kind })} />
            <strong>{text.form.kinds[kind]}</strong>
            <span class="small muted block">{text.form.kindHints[kind]}</span>
          </label>
        ))}
      </fieldset>
      <p class="field filter">
        <label for={fieldId("subject")}>{text.form.subject}</label>
        <select
          id={fieldId("subject")}
          value={values.subject ?? ""}
          onChange={({ currentTarget }) => change({ subject: currentTarget.value || null })}
        >
          <option value="">{text.form.chooseSubject}</option>
          {offered.map(({ key, name }) => (
            <option key={key} value={key}>
              {name}
            </option>
          ))}
        </select>
      </p>
      {values.kind === "callback" ? (
        <CallbackFields
          offered={calls}
          asked={values.asked ?? {}}
          error={form.faults.asked && faultText(words, form.faults.asked, "asked", text.problem)}
          onSay={(answers) => change({ asked: { ...values.asked, ...answers } })}
        />
      ) : (
        subject && (
          <>
            <ShortAnswers subject={subject} />
            <SubjectFields subject={subject} values={values} onChange={change} />
          </>
        )
      )}
      <TextArea
        name="text"
        label={text.form.text}
        hint={subject?.hint ?? text.form.textHint}
        value={values.text ?? ""}
        error={form.faults.text && faultText(words, form.faults.text, "text", text.problem)}
        onValue={(message) => change({ text: message })}
      />
      <FilesField
        text={fileWords(text)}
        files={{
          ...files,
          add: (chosen) => {
            files.add(chosen);
            draft.keep(values);
          },
        }}
      />
      <DraftLine draft={draft} mine={values} onTake={(other) => Object.keys(other).forEach((name) => form.set(name as keyof Written, other[name as keyof Written]))} />
      <div class="actions">
        <Button type="submit" busy={form.busy} busyLabel={text.form.busy}>
          {values.kind === "callback" ? text.form.submitCall : text.form.submit}
        </Button>
      </div>
    </form>
  );
}

/** Answers to common questions, in disclosures. */
function ShortAnswers({ subject: { answers } }: { subject: Subject }) {
  const text = useTicketsText();
  if (answers.length === 0) return null;
  return (
    <section class="short-answers" aria-label={text.form.answers}>
      <p class="small muted">{text.form.answers}</p>
      {answers.map(({ question, answer }) => (
        <details key={question} class="more-filters">
          <summary>{question}</summary>
          <p>{answer}</p>
        </details>
      ))}
    </section>
  );
}
