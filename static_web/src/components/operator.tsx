import { useStatus } from "../api/status";
import { useText } from "../i18n/text";
import { HelpLinks } from "./help-links";

/** The footer of every screen: the company and how to reach it. */
export function Operator() {
  const text = useText().operator;
  const status = useStatus();
  return (
    <footer class="operator">
      <HelpLinks />
      {status && (
        <>
          <p>
            {text.phone}{" "}
            <a href={`tel:${status.contactPhone.replace(/\s/g, "")}`}>{status.contactPhone.replace(/\s/g, "\u00a0")}</a>,
            {/* On a line of its own: behind the number it would move with the width of the late font's digits. */}
            <br />
            {text.hours(status.contactHours)}
          </p>
          <p lang="pl">
            {[status.operatorName, status.operatorRegisters].filter(Boolean).join(", ")}
          </p>
        </>
      )}
    </footer>
  );
}
