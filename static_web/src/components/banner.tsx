import type { ComponentChildren } from "preact";

import { AlertIcon, CheckIcon, ClockIcon } from "./icons";

const ICONS = { warn: ClockIcon, good: CheckIcon, due: AlertIcon };

interface BannerProps {
  tone: keyof typeof ICONS;
  children: ComponentChildren;
}

/** A notice across the page: maintenance, late data, the result of an action. */
export function Banner({ tone, children }: BannerProps) {
  const Icon = ICONS[tone];
  return (
    <div class={`banner banner-${tone}`} role="status">
      <Icon />
      <p>{children}</p>
    </div>
  );
}
