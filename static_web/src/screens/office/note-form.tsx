import { useRef, useState } from "preact/hooks";

import { asFailure, type Failure } from "../../api/failure";
import { Button } from "../../components/button";
import { newId, officeApi } from "./api";
import { DraftState } from "./draft-state";
import { Problem } from "./problem";
import type { Draft } from "./use-draft";
import { words } from "./words";
import type { WritingProps } from "./writing";

/** A note for clerks, in its own colour. It sends to its own address, which knows no customer. */
export function NoteForm({ place, draft, onWriting, onShow }: WritingProps & { draft: Draft }) {
  const text = words.writing;
  const id = useRef(newId());
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const save = async () => {
    setMissing(!draft.text.trim());
    if (busy || !draft.text.trim()) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const answer = await officeApi.note(place, { id: id.current, text: draft.text });
      id.current = newId();
      draft.restart();
      onShow(answer);
    } catch (error) {
      setFailure(asFailure(error));
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      class="office-form office-form-note"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h2>{text.note}</h2>
      <p class="office-second">{text.noteHint}</p>
      <label for="office-note-text">{text.noteText}</label>
      <textarea
        id="office-note-text"
        rows={5}
        maxLength={20_000}
        value={draft.text}
        aria-invalid={missing || undefined}
        onInput={(event) => {
          draft.write(event.currentTarget.value);
          setMissing(false);
          onWriting();
        }}
      />
      {missing && <p class="field-error">{text.textMissing}</p>}
      <DraftState draft={draft} />
      <Problem failure={failure} />
      <Button kind="quiet" type="submit" busy={busy} busyLabel={text.saving}>
        {text.save}
      </Button>
    </form>
  );
}
