import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

interface TileProps {
  title: string;
  tone?: "plain" | "due" | "over";
  children: ComponentChildren;
}

/** A surface with a heading: one thing a person came to see. */
export function Tile({ title, tone = "plain", children }: TileProps) {
  const id = useId();
  return (
    <section class={`tile tile-${tone}`} aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}
