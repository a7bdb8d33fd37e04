import type { ComponentChildren } from "preact";

import { AlertIcon, CheckIcon, ClockIcon } from "./icons";

const ICONS = { warn: ClockIcon, good: CheckIcon, due: AlertIcon };

interface BannerProps {
  tone: keyof typeof ICONS;
  children: ComponentChildren;
}

/** One sentence across the page: maintenance, late data, what has just happened. */
export function Banner({ tone, children }: BannerProps) {
  const Icon = ICONS[tone];
  return (
    <div class={`banner banner-${tone}`} role="status">
      <Icon />
      <p>{children}</p>
    </div>
  );
}
