import type { ComponentChildren } from "preact";

import { BackIcon } from "../../components/icons";
import { PageTitle } from "../../components/page";
import { PATHS } from "../../paths";
import { useProfileText } from "./text";

/** The frame of a screen below „Moje dane”: the way back and the heading. */
export function DataPlace({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <>
      <p class="back">
        <a href={PATHS.myData}>
          <BackIcon size={20} />
          {useProfileText().people.back}
        </a>
      </p>
      <PageTitle>{title}</PageTitle>
      {children}
    </>
  );
}

