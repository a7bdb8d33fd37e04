import type { ComponentChildren } from "preact";

import type { DocumentSummary } from "../../api/client";
import { movedDay } from "../../components/due-day";
import { money, plainDate } from "../../i18n/format";
import type { Catalogue } from "../../i18n/pl";
import { useText } from "../../i18n/text";
import { useBillingText } from "./text";

interface RadioProps {
  name: string;
  checked: boolean;
  onCheck: () => void;
  children: ComponentChildren;
}

export function Radio({ name, checked, onCheck, children }: RadioProps) {
  return (
    <label class="pay-radio">
      <input type="radio" name={name} checked={checked} onChange={onCheck} />
      {children}
    </label>
  );
}

interface DocumentsProps {
  documents: DocumentSummary[];
  picked: string[];
  onPick: (ids: string[]) => void;
  more: boolean;
}

function dueWords(words: Catalogue["documents"], due: Pick<DocumentSummary, "dueOn" | "payBy" | "state">): string {
  const moved = movedDay(due);
  return moved ? words.until(moved) : `${words.dueOn.toLowerCase()} ${plainDate(due.dueOn ?? "")}`;
}

/** The open documents to choose from. */
export function Documents({ documents, picked, onPick, more }: DocumentsProps) {
  const words = useText().documents;
  const text = useBillingText().pay;
  return (
    <div class="pay-documents">
      {documents.map(({ id, kind, number, dueOn, payBy, remaining, state }) => (
        <label key={id} class="check">
          <input
            type="checkbox"
            checked={picked.indexOf(id) >= 0}
            onChange={({ currentTarget }) =>
              onPick(currentTarget.checked ? [...picked, id] : picked.filter((other) => other !== id))
            }
          />
          <span>
            {words.kind[kind]} {number}
            <span class="small muted block">
              {money(remaining)}
              {dueOn && ` · ${dueWords(words, { dueOn, payBy, state })}`}
              {state === "overdue" && ` · ${words.state.overdue}`}
            </span>
          </span>
        </label>
      ))}
      {more && <p class="small muted">{text.oldest}</p>}
    </div>
  );
}

