import type { ComponentChildren } from "preact";

import type { DocumentSummary } from "../../api/client";
import { money, plainDate } from "../../i18n/format";
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

/** The open documents to choose from. */
export function Documents({ documents, picked, onPick, more }: DocumentsProps) {
  const words = useText().documents;
  const text = useBillingText().pay;
  return (
    <div class="pay-documents">
      {documents.map(({ id, kind, number, dueOn, remaining, state }) => (
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
              {dueOn && ` · ${words.dueOn.toLowerCase()} ${plainDate(dueOn)}`}
              {state === "overdue" && ` · ${words.state.overdue}`}
            </span>
          </span>
        </label>
      ))}
      {more && <p class="small muted">{text.oldest}</p>}
    </div>
  );
}

