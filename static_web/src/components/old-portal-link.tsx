import { useStatus } from "../api/status";
import { useText } from "../i18n/text";
import { useHelpText } from "../screens/help/text";

/** The link to the old portal, which has the data from before the first day of this one. */
export function OldPortalLink() {
  const helpText = useHelpText();
  const status = useStatus();
  const text = useText();
  return status?.oldPortalUrl ? (
    <a href={status.oldPortalUrl} target="_blank" rel="noopener">
      {helpText.contact.oldPortal}
      <span class="visually-hidden"> ({text.opensInNewTab})</span>
    </a>
  ) : null;
}
