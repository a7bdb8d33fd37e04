import { useRef, useState } from "preact/hooks";

import { asFailure, Failure } from "../../api/failure";
import { Button } from "../../components/button";
import { FilesField } from "../../components/files/files-field";
import type { Files } from "../../components/files/use-files";
import { newId, officeApi } from "./api";
import { DraftState } from "./draft-state";
import { Problem } from "./problem";
import { type Draft, left } from "./use-draft";
import { textLacking, words } from "./words";
import type { WritingProps } from "./writing";

/** An internal note, in its own colour. It goes to a route of its own, which never reaches the customer. */
export function NoteForm({ ticketKey, draft, files, onWriting, onShow }: WritingProps & { draft: Draft; files: Files }) {
  const text = words.writing;
  const id = useRef(newId());
  const [busy, setBusy] = useState(false);
  const [missing, setMissing] = useState<string>();
  const [failure, setFailure] = useState<Failure>();

  const save = async () => {
    const lacking = textLacking(draft.text);
    setMissing(lacking);
    if (busy || lacking) return;
    setBusy(true);
    setFailure(undefined);
    try {
      const attachments = await files.settled();
      const revision = await draft.settled();
      const answer = await officeApi.note(ticketKey, { id: id.current, text: draft.text, draft: revision, attachments });
      id.current = newId();
      draft.restart(await left(ticketKey, "note"));
      files.clear();
      onShow(answer);
    } catch (error) {
      draft.resume();
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
        value={draft.text}
        aria-invalid={missing ? true : undefined}
        onInput={(event) => {
          draft.write(event.currentTarget.value);
          setMissing(undefined);
          onWriting();
        }}
      />
      {missing && <p class="field-error">{missing}</p>}
      <DraftState draft={draft} />
      <FilesField files={files} text={words.files} />
      <Problem failure={failure} />
      <Button kind="quiet" type="submit" busy={busy} busyLabel={text.saving}>
        {text.save}
      </Button>
    </form>
  );
}
