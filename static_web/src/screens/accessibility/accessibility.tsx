import { portal } from "brand:core";

import { useStatus } from "../../api/status";
import { PageTitle } from "../../components/page";
import { plainDate } from "../../i18n/format";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";
import { useAccessibilityText } from "./text";

/** The accessibility statement. */
export function Accessibility() {
  const text = useAccessibilityText();
  const { navigation } = useText();
  const status = useStatus();
  return (
    <article class="prose">
      <PageTitle>{text.title}</PageTitle>
      <p class="lead">{text.lead(status?.operatorName ?? portal)}</p>
      <h2>{text.how}</h2>
      <ul class="list">
        {text.can.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      <h2>{text.not}</h2>
      <p>{text.cannot}</p>
      <h2>{text.complain}</h2>
      <p>{text.complainText}</p>
      <p>
        <a href={PATHS.contact}>{navigation.contact}</a>
      </p>
      {status?.accessibilityReviewed && <p class="muted">{text.reviewed(plainDate(status.accessibilityReviewed))}</p>}
    </article>
  );
}
