import type { ComponentChildren } from "preact";

import { BackIcon } from "../../components/icons";
import { PageTitle } from "../../components/page";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";

/** The frame of a screen below „Bezpieczeństwo”: the way back and the heading. */
export function SecurityPlace({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <p class="back">
        <a href={PATHS.security}>
          <BackIcon size={20} />
          {useText().places.security}
        </a>
      </p>
      <PageTitle>{title}</PageTitle>
      {children}
    </>
  );
}
