import type { ComponentType } from "preact";

import type { TicketState } from "../../api/tickets";
import { AlertIcon, CheckIcon, ClockIcon, type IconProps, MailIcon } from "../../components/icons";
import { LiveText } from "../../components/live-text";
import { useTicketsText } from "./text";

const LOOKS: Record<TicketState, { tone: string; icon: ComponentType<IconProps> }> = {
  with_office: { tone: "plain", icon: ClockIcon },
  with_customer: { tone: "warn", icon: AlertIcon },
  answered: { tone: "over", icon: MailIcon },
  closed: { tone: "quiet", icon: CheckIcon },
};

/** Who has to do something next: an icon and words, so that colour is never alone. */
export function TicketBadge({ state }: { state: TicketState }) {
  const text = useTicketsText();
  const { tone, icon: Icon } = LOOKS[state];
  return (
    <span class={`badge badge-${tone}`}>
      <Icon size={18} />
      <LiveText>{text.states[state]}</LiveText>
    </span>
  );
}
