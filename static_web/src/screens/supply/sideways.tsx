import type { ComponentChildren } from "preact";

/** Holds what may be wider than the screen: it can be moved sideways by touch and, having the focus, by keyboard. */
export function Sideways({ label, id, shut = false, children }: { label: string; id?: string; shut?: boolean; children: ComponentChildren }) {
  return (
    // Who moves by keyboard scrolls what has the focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div id={id} class={shut ? "values-box values-shut" : "values-box"} role="group" aria-label={label} tabIndex={0}>
      {children}
    </div>
  );
}
