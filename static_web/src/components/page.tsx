import { portal } from "brand:core";
import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { isNarrow, withSoftHyphens } from "../i18n/soft-hyphens";
import { useLanguage } from "../i18n/text";
import { LiveText } from "./live-text";

interface PageTitleProps {
  /** The heading, also the window's title unless `windowTitle` is given. */
  children: string;
  windowTitle?: string;
  /** The language of a heading that somebody else wrote. */
  lang?: string | undefined;
  aside?: ComponentChildren;
}

let arrivedAnywhere = false;

/** The h1 of a screen. Sets the window's title and takes the focus on every navigation but the first. */
export function PageTitle({ children, windowTitle, lang, aside }: PageTitleProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const { language } = useLanguage();
  useEffect(() => {
    document.title = `${windowTitle ?? children} – ${portal}`;
  }, [children, windowTitle]);
  // Before anything can be typed: later it would take the focus out of a field already tapped.
  useLayoutEffect(() => {
    if (arrivedAnywhere) heading.current?.focus({ preventScroll: true });
    arrivedAnywhere = true;
  }, []);
  return (
    <div class="page-title">
      <h1 tabIndex={-1} ref={heading} lang={lang}>
        <LiveText>{!lang && isNarrow() ? withSoftHyphens(children, language) : children}</LiveText>
      </h1>
      {aside}
    </div>
  );
}
