import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface CodeImageProps {
  src: string;
  alt: string;
  /** What invites to scan the code: said only once there is one. */
  invitation?: string;
  /** What stands there instead where the code cannot be drawn. */
  instead?: ComponentChildren;
}

/** The picture of a code. One that fails leaves neither a broken frame nor an invitation to scan it. */
export function CodeImage({ src, alt, invitation, instead }: CodeImageProps) {
  const [seen, setSeen] = useState<{ src: string; drawn: boolean }>();
  const drawn = seen?.src === src ? seen.drawn : undefined;
  if (drawn === false) return instead ? <p class="small muted">{instead}</p> : null;
  return (
    <div class={drawn ? "code" : "code code-awaited"}>
      {drawn && invitation && <p class="small">{invitation}</p>}
      <img
        key={src}
        class="transfer-code"
        src={src}
        alt={alt}
        width={200}
        height={200}
        onLoad={() => setSeen({ src, drawn: true })}
        onError={() => setSeen({ src, drawn: false })}
      />
    </div>
  );
}
