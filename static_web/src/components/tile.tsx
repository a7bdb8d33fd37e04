import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface TileProps {
  title: string;
  /** Where an address with `#…` leads. */
  id?: string;
  tone?: "plain" | "due" | "over";
  children: ComponentChildren;
}

/** A surface with a heading: one thing a person came to see. */
export function Tile({ title, id, tone = "plain", children }: TileProps) {
  const heading = useId();
  return (
    <section id={id} class={`tile tile-${tone}`} aria-labelledby={heading}>
      <h2 id={heading}>{title}</h2>
      {children}
    </section>
  );
}
