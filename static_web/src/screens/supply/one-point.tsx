import type { ComponentChildren } from "preact";

import type { Waiting } from "../../api/use-answer";
import { BackLink } from "../../components/back-link";
import { PageTitle } from "../../components/page";
import { WaitFor } from "../../components/waiting";
import { pointPath } from "../../paths";
import { useSupplyText } from "./text";

interface OnePointProps<T> {
  id: string;
  title: string;
  on: Waiting<T>;
  children: (data: T) => ComponentChildren;
}

/** The frame of a screen about one metering point: back link, heading, and the content once loaded. */
export function OnePoint<T>({ id, title, on, children }: OnePointProps<T>) {
  const text = useSupplyText();
  return (
    <>
      <BackLink path={pointPath(id)}>{text.points.point}</BackLink>
      <PageTitle>{title}</PageTitle>
      <WaitFor on={on} rows={8} missing={<p class="lead">{text.point.missing}</p>}>
        {children}
      </WaitFor>
    </>
  );
}
