import type { ComponentChildren } from "preact";

import { BackLink } from "../../components/back-link";
import { PageTitle } from "../../components/page";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";

/** The frame of a screen below „Bezpieczeństwo”: back link and heading. */
export function SecurityPage({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <BackLink path={PATHS.security}>{useText().navigation.security}</BackLink>
      <PageTitle>{title}</PageTitle>
      {children}
    </>
  );
}
