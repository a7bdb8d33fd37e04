import type { ComponentChildren } from "preact";

/** A box for content wider than the screen, which scrolls sideways by touch and by keyboard. */
export function Sideways({ label, id, shut = false, children }: { label: string; id?: string; shut?: boolean; children: ComponentChildren }) {
  return (
    // Focusable, so that it can be scrolled by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div id={id} class={shut ? "values-box values-shut" : "values-box"} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
