import type { ComponentType } from "preact";

import type { DocumentState, DocumentSummary } from "../api/client";
import { useText } from "../i18n/text";
import { LiveText } from "./live-text";
import { AlertIcon, CheckIcon, ClockIcon, HalfIcon, type IconProps, SwapIcon } from "./icons";

const LOOKS: Record<DocumentState, { tone: string; icon: ComponentType<IconProps> }> = {
  paid: { tone: "over", icon: CheckIcon },
  partly_paid: { tone: "warn", icon: HalfIcon },
  to_pay: { tone: "plain", icon: ClockIcon },
  overdue: { tone: "due", icon: AlertIcon },
  in_clearing: { tone: "warn", icon: SwapIcon },
};

/** A document's state: an icon and a word, so that colour is never alone. */
export function StateBadge({ of: { kind, state } }: { of: Pick<DocumentSummary, "kind" | "state"> }) {
  const text = useText().documents;
  const { tone, icon: Icon } = LOOKS[state];
  return (
    <span class={`badge badge-${tone}`}>
      <Icon size={18} />
      <LiveText>{kind === "correction" && state === "paid" ? text.corrected : text.state[state]}</LiveText>
    </span>
  );
}
