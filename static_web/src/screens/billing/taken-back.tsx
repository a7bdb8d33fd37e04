import type { BookedPayment } from "../../api/billing";
import { SwapIcon } from "../../components/icons";
import { LiveText } from "../../components/live-text";
import { money, plainDate } from "../../i18n/format";
import { useBillingText } from "./text";

/** The refund or chargeback of a payment, with its date. */
export function TakenBack({ of: back, amount }: { of: BookedPayment["takenBack"]; amount: number }) {
  const text = useBillingText().payments;
  if (back === null) return null;
  const day = plainDate(back.on);
  const part = Math.abs(back.amount) < Math.abs(amount) ? money(back.amount) : undefined;
  const { refunded, refundedInPart, clawedBack, clawedBackInPart } = text;
  const [whole, some] = back.clawedBack ? [clawedBack, clawedBackInPart] : [refunded, refundedInPart];
  return (
    <span class="badge badge-warn taken-back">
      <SwapIcon size={18} />
      <LiveText>{part ? some(day, part) : whole(day)}</LiveText>
    </span>
  );
}
