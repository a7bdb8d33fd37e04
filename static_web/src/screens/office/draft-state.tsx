import { Button } from "../../components/button";
import { timeOf } from "../../i18n/format";
import { useClerk } from "./session";
import type { Draft } from "./use-draft";
import { words } from "./words";

/** Whether the draft is saved, and the choice of a version where two clerks edited it. */
export function DraftState({ draft }: { draft: Draft }) {
  const text = words.writing;
  const { name } = useClerk();
  if (draft.theirs) {
    return (
      <div class="office-conflict" role="alert">
        <p>{text.draftConflict(draft.theirs.author)}</p>
        <p class="office-second">{text.theirs}:</p>
        <blockquote class="office-words" dir="auto">
          {draft.theirs.text || "–"}
        </blockquote>
        <div class="actions">
          <Button kind="quiet" onClick={draft.takeTheirs}>
            {text.takeTheirs}
          </Button>
          <Button kind="quiet" onClick={draft.keepMine}>
            {text.keepMine}
          </Button>
        </div>
      </div>
    );
  }
  if (!draft.saved || !draft.text) return null;
  return (
    <p class="office-second office-draft">
      {draft.saved.author !== name && `${text.draftBy(draft.saved.author)} `}
      {text.draftSaved(timeOf(draft.saved.changedAt))}
    </p>
  );
}
