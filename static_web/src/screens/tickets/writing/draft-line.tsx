import type { ComponentChildren } from "preact";

import { Button } from "../../../components/button";
import { LiveText } from "../../../components/live-text";
import { Moment } from "../../../components/values";
import { useTicketsText } from "../text";
import { writtenOf } from "./begun";
import type { KeptDraft, Written } from "./use-draft";

interface DraftLineProps {
  draft: KeptDraft;
  mine: Written;
  onTake: (other: Written) => void;
  /** Renders the other version, where that is not one text. */
  says?: (other: Written) => ComponentChildren;
}

/** The state of the draft; after a conflict, both versions and the choice between them. */
export function DraftLine({ draft, mine, onTake, says }: DraftLineProps) {
  const text = useTicketsText().draft;
  const { state, other } = draft;
  if (other) {
    return (
      <div class="banner banner-warn draft-clash" role="alert">
        <div>
          <p>{text.changed}</p>
          <p class="small">
            <strong>{text.other}</strong>, <Moment instant={other.changedAt} />
          </p>
          <blockquote class="draft-other">{says ? says(writtenOf(other)) : other.text}</blockquote>
          <div class="actions">
            <Button
              kind="quiet"
              onClick={() => {
                draft.choose(undefined);
                onTake(writtenOf(other));
              }}
            >
              {text.takeOther}
            </Button>
            <Button kind="quiet" onClick={() => draft.choose(mine)}>
              {text.keepMine}
            </Button>
          </div>
        </div>
      </div>
    );
  }
  return (
    <p class={`small draft-line ${state === "failed" ? "problem-line" : "muted"}`} role="status">
      {state === "saving" || state === "saved" || state === "failed" ? <LiveText>{text[state]}</LiveText> : null}
    </p>
  );
}
