import { useBillingText } from "./text";
import { PATHS } from "../../paths";

/** The tabs of documents, payments and statement. */
export function BillingTabs({ here }: { here: "documents" | "payments" | "statement" }) {
  const text = useBillingText().tabs;
  return (
    <nav class="tabs" aria-label={text.label}>
      {(["documents", "payments", "statement"] as const).map((name) => (
        <a key={name} href={PATHS[name]} aria-current={name === here ? "page" : undefined}>
          {text[name]}
        </a>
      ))}
    </nav>
  );
}
