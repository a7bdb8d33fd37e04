import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface TileProps {
  title: string;
  /** The fragment of the address that leads here. */
  id?: string;
  tone?: "plain" | "due" | "over";
  children: ComponentChildren;
}

/** A card with a heading. */
export function Tile({ title, id, tone = "plain", children }: TileProps) {
  const heading = useId();
  return (
    <section id={id} class={`tile tile-${tone}`} aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {children}
    </section>
  );
}
