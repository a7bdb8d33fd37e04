import type { ContractSummary } from "../../../api/supply";
import { CheckIcon, ClockIcon } from "../../../components/icons";
import { useSupplyText } from "../text";

/** A contract's state: an icon and a word. */
export function ContractBadge({ status }: { status: ContractSummary["status"] }) {
  const text = useSupplyText().contracts.state;
  const active = status === "active";
  return (
    <span class={`badge ${active ? "badge-over" : "badge-plain"}`}>
      {active ? <CheckIcon size={18} /> : <ClockIcon size={18} />}
      {text[status]}
    </span>
  );
}
