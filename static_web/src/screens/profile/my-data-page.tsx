import type { ComponentChildren } from "preact";

import { BackLink } from "../../components/back-link";
import { PageTitle } from "../../components/page";
import { PATHS } from "../../paths";
import { useProfileText } from "./text";

/** The frame of a screen below „Moje dane”: back link and heading. */
export function MyDataPage({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <BackLink path={PATHS.myData}>{useProfileText().people.back}</BackLink>
      <PageTitle>{title}</PageTitle>
      {children}
    </>
  );
}

