import type { DocumentSummary } from "../api/client";
import { useText } from "../i18n/text";
import { LiveText } from "./live-text";
import { PlainDate } from "./values";

type Due = Pick<DocumentSummary, "dueOn" | "payBy" | "state">;

/** The last day to pay where the printed one is a holiday or weekend; undefined where that is the same or past. */
export function movedDay({ dueOn, payBy, state }: Due): string | undefined {
  const open = state === "to_pay" || state === "partly_paid";
  return open && payBy && payBy !== dueOn ? payBy : undefined;
}

/** The due day printed on a document, with the last day to pay where that is a holiday or weekend. */
export function DueDay({ of: document }: { of: Due }) {
  const text = useText().documents;
  const moved = movedDay(document);
  if (!document.dueOn) return null;
  return (
    <>
      <PlainDate date={document.dueOn} />
      {moved && (
        <span class="small muted block">
          <LiveText>{text.until(moved)}</LiveText>
        </span>
      )}
    </>
  );
}
