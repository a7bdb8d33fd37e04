import type { ComponentChildren } from "preact";

import { LiveText } from "./live-text";

interface ButtonProps {
  children: ComponentChildren;
  kind?: "main" | "quiet" | "link" | "danger";
  type?: "button" | "submit";
  busy?: boolean;
  busyLabel?: string;
  disabled?: boolean;
  label?: string;
  wide?: boolean;
  /** For a button that expands something: whether it is expanded, and the id of what it controls. */
  expanded?: boolean;
  controls?: string;
  onClick?: () => void;
}

/** A button. While busy it keeps the focus, says so, and cannot be pressed twice. */
export function Button({
  children, kind = "main", type = "button", busy = false, busyLabel, disabled = false, label, wide = false, expanded, controls, onClick,
}: ButtonProps) {
  return (
    <button
      type={type}
      class={`button button-${kind}${wide ? " button-wide" : ""}`}
      disabled={disabled}
      aria-disabled={busy || undefined}
      aria-expanded={expanded}
      aria-controls={controls}
      aria-label={busy && busyLabel ? undefined : label}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.();
      }}
    >
      {busy && <span class="spinner" aria-hidden="true" />}
      {busy && busyLabel ? <LiveText>{busyLabel}</LiveText> : typeof children === "string" ? <LiveText>{children}</LiveText> : children}
    </button>
  );
}
