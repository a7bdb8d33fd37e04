import { useStatus } from "../api/status";
import { useText } from "../i18n/text";
import { PATHS } from "../paths";

/** The links to contact, terms and accessibility. */
export function HelpLinks() {
  const text = useText();
  const privacy = useStatus()?.privacyUrl;
  return (
    <ul class="help-links">
      <li>
        <a href={PATHS.contact}>{text.navigation.contact}</a>
      </li>
      <li>
        <a href={PATHS.origin}>{text.navigation.origin}</a>
      </li>
      <li>
        <a href={PATHS.terms}>{text.navigation.terms}</a>
      </li>
      {privacy && (
        <li>
          <a href={privacy} target="_blank" rel="noopener noreferrer">
            {text.operator.privacy}
          </a>
        </li>
      )}
      <li>
        <a href={PATHS.accessibility}>{text.operator.accessibility}</a>
      </li>
    </ul>
  );
}
