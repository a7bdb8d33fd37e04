import type { TicketState } from "../../api/tickets";
import { Badge, type BadgeLook } from "../../components/badge";
import { AlertIcon, CheckIcon, ClockIcon, MailIcon } from "../../components/icons";
import { useTicketsText } from "./text";

const LOOKS: Record<TicketState, BadgeLook> = {
  with_office: { tone: "plain", icon: ClockIcon },
  with_customer: { tone: "warn", icon: AlertIcon },
  answered: { tone: "over", icon: MailIcon },
  closed: { tone: "quiet", icon: CheckIcon },
};

/** The state of a ticket, by whose turn it is. */
export function TicketBadge({ state }: { state: TicketState }) {
  const text = useTicketsText();
  return <Badge look={LOOKS[state]}>{text.states[state]}</Badge>;
}
