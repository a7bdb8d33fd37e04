import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

interface CodeImageProps {
  src: string;
  alt: string;
  /** The invitation to scan the code, shown only once the image has loaded. */
  invitation?: string;
  /** Shown in its place where the image cannot be loaded. */
  instead?: ComponentChildren;
}

/** The image of a QR code, which leaves no broken frame where it cannot be loaded. */
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
