import type { DocumentSummary } from "../api/client";
import { useText } from "../i18n/text";
import { LiveText } from "./live-text";
import { PlainDate } from "./values";

type Due = Pick<DocumentSummary, "dueOn" | "payBy" | "state">;

/** The last day to pay, where it is still to come and not the one printed: that one is free. */
export function movedDay({ dueOn, payBy, state }: Due): string | undefined {
  const open = state === "to_pay" || state === "partly_paid";
  return open && payBy && payBy !== dueOn ? payBy : undefined;
}

/** The due day printed on a document, and until when it can be paid where that day is free. */
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
