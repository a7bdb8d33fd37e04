import type { ComponentType } from "preact";

import type { IconProps } from "./icons";
import { LiveText } from "./live-text";

export interface BadgeLook {
  tone: string;
  icon: ComponentType<IconProps>;
}

/** A state as an icon and a word, so that it is never said by colour alone. */
export function Badge({ look: { tone, icon: Icon }, children }: { look: BadgeLook; children: string }) {
  return (
    <span class={`badge badge-${tone}`}>
      <Icon size={18} />
      <LiveText>{children}</LiveText>
    </span>
  );
}
