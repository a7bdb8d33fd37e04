import { useRef, useState } from "preact/hooks";

import { asFailure, Failure } from "../../api/failure";
import { useAnswer, useLatest } from "../../api/use-answer";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { ConfirmDialog } from "../../components/confirm-dialog";
import { FilesField } from "../../components/files/files-field";
import type { Files } from "../../components/files/use-files";
import { plainDate } from "../../i18n/format";
import { newId, officeApi, type Outcome_ as Outcome } from "./api";
import { DraftState } from "./draft-state";
import { Problem } from "./problem";
import { useClerk } from "./session";
import { filled } from "./templates";
import { type Draft, left } from "./use-draft";
import { textLacking, words } from "./words";
import type { WritingProps } from "./writing";

const OUTCOMES = Object.keys(words.outcome) as Outcome[];

/** A reply to the customer, with templates: an answer or a question, for a complaint with the decision. */
export function ReplyForm({ ticketKey, ticket, seen, writes, draft, files, onWriting, onShow, onRefresh }: WritingProps & { draft: Draft; files: Files }) {
  const text = words.writing;
  const clerk = useClerk();
  const id = useRef(newId());
  const [final, setFinal] = useState(true);
  const [outcome, setOutcome] = useState<Outcome>();
  const [missing, setMissing] = useState<string>();
  const [late, setLate] = useState(false);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();
  const templates = useLatest(useAnswer((signal) => officeApi.templates(signal), "templates"))?.templates ?? [];
  const undecided = ticket.orderState === "deciding";
  const answers = final && !undecided;
  const decides = answers && ticket.kind === "complaint";

  const refuses = decides && outcome !== undefined && outcome !== "accepted";

  const send = async (despiteSilence = false) => {
    setLate(false);
    const lacking = textLacking(draft.text) ?? (decides && !outcome ? text.outcomeMissing : undefined);
    setMissing(lacking);
    if (busy || lacking) return;
    if (refuses && ticket.acceptedBySilence && !despiteSilence) {
      setLate(true);
      return;
    }
    setBusy(true);
    setFailure(undefined);
    try {
      const attachments = await files.settled();
      const revision = await draft.settled();
      const answer = await officeApi.reply(ticketKey, {
        id: id.current,
        text: draft.text,
        draft: revision,
        final: answers,
        seen,
        attachments,
        outcome: decides ? (outcome ?? null) : null,
        despiteSilence,
      });
      id.current = newId();
      draft.restart(await left(ticketKey, "reply"));
      files.clear();
      setOutcome(undefined);
      onShow(answer);
    } catch (error) {
      const refused = asFailure(error);
      draft.resume();
      setFailure(refused);
      // Another clerk may have made it a complaint meanwhile, which needs a decision.
      // Or the deadline has passed since the page was loaded, which needs a confirmation.
      if (refused.code === "complaint_accepted_by_silence" || refused.code === "ticket_changed" || refused.code === "validation_failed") await onRefresh().catch(() => undefined);
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      class="office-form office-form-reply"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send();
      }}
    >
      <h2>{text.reply}</h2>
      <p class="office-second">{text.replyHint}</p>
      <div class="filter">
        <label for="office-template">{text.template}</label>
        <select
          id="office-template"
          value=""
          onChange={(event) => {
            const template = templates.find((one) => one.key === event.currentTarget.value);
            event.currentTarget.value = "";
            if (!template) return;
            const begun = draft.text.trim() ? `${draft.text.trimEnd()}\n\n` : "";
            draft.write(begun + filled(template, ticket, clerk));
            onWriting();
          }}
        >
          <option value="">{text.noTemplate}</option>
          {templates
            .filter((one) => one.kinds.includes(ticket.kind))
            .map((one) => (
              <option key={one.key} value={one.key}>
                {one.name}
              </option>
            ))}
        </select>
      </div>
      <label for="office-reply-text">{text.replyText}</label>
      <textarea
        id="office-reply-text"
        rows={10}
        value={draft.text}
        aria-invalid={missing !== undefined && missing !== text.outcomeMissing ? true : undefined}
        onInput={(event) => {
          draft.write(event.currentTarget.value);
          setMissing(undefined);
          onWriting();
        }}
      />
      <DraftState draft={draft} />
      <FilesField files={files} text={words.files} />
      {undecided ? (
        <p class="office-second">{text.undecided}</p>
      ) : (
        <fieldset class="office-next">
          <legend>{text.next}</legend>
          {([true, false] as const).map((value) => (
            <label key={String(value)} class="check">
              <input type="radio" name="office-final" checked={final === value} onChange={() => setFinal(value)} />
              <span>
                {value ? text.final : text.ask}
                <span class="office-second">{value ? text.finalHint : text.askHint}</span>
              </span>
            </label>
          ))}
        </fieldset>
      )}
      {decides && (
        <fieldset class="office-next">
          <legend>{text.outcome}</legend>
          {OUTCOMES.map((value) => (
            <label key={value} class="check">
              <input
                type="radio"
                name="office-outcome"
                checked={outcome === value}
                onChange={() => {
                  setOutcome(value);
                  setMissing(undefined);
                }}
              />
              <span>{words.outcome[value]}</span>
            </label>
          ))}
        </fieldset>
      )}
      {decides && ticket.acceptedBySilence && <Banner tone="warn">{text.silence(plainDate(ticket.dueOn))}</Banner>}
      {missing && (
        <p class="field-error" role="alert">
          {missing}
        </p>
      )}
      <Problem failure={failure} />
      {writes && <Banner tone="warn">{words.ticket.writes(writes)}</Banner>}
      <Button type="submit" busy={busy} busyLabel={text.sending}>
        {text.send}
      </Button>
      {late && (
        <ConfirmDialog
          title={text.silenceTitle}
          text={text.silenceText(plainDate(ticket.dueOn))}
          confirm={text.silenceConfirm}
          keep={text.silenceKeep}
          loses
          onConfirm={() => void send(true)}
          onKeep={() => setLate(false)}
        />
      )}
    </form>
  );
}
