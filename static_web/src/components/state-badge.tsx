import type { DocumentState, DocumentSummary } from "../api/client";
import { useText } from "../i18n/text";
import { Badge, type BadgeLook } from "./badge";
import { AlertIcon, CheckIcon, ClockIcon, HalfIcon, SwapIcon } from "./icons";

const LOOKS: Record<DocumentState, BadgeLook> = {
  paid: { tone: "over", icon: CheckIcon },
  partly_paid: { tone: "warn", icon: HalfIcon },
  to_pay: { tone: "plain", icon: ClockIcon },
  overdue: { tone: "due", icon: AlertIcon },
  in_clearing: { tone: "warn", icon: SwapIcon },
};

/** A document's state. */
export function StateBadge({ of: { kind, state } }: { of: Pick<DocumentSummary, "kind" | "state"> }) {
  const text = useText().documents;
  return <Badge look={LOOKS[state]}>{kind === "correction" && state === "paid" ? text.corrected : text.state[state]}</Badge>;
}
