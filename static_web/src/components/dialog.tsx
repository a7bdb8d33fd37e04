import type { ComponentChildren } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";

import { useText } from "../i18n/text";
import { Button } from "./button";
import { CloseIcon } from "./icons";

interface DialogProps {
  title: string;
  onClose: () => void;
  children: ComponentChildren;
}

const FOCUSABLE = 'a[href], button:not([disabled]), input:not([disabled]), select, textarea, [tabindex="0"]';

/** A modal dialog: takes the focus, keeps it inside, closes with Esc and gives the focus back. */
export function Dialog({ title, onClose, children }: DialogProps) {
  const box = useRef<HTMLDivElement>(null);
  const text = useText();

  useLayoutEffect(() => {
    const before = document.activeElement;
    document.body.classList.add("behind-dialog");
    box.current?.focus();
    return () => {
      document.body.classList.remove("behind-dialog");
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape" || event.key === "Esc") onClose();
    if (event.key !== "Tab" || !box.current) return;
    const inside = Array.from(box.current.querySelectorAll<HTMLElement>(FOCUSABLE));
    const first = inside[0];
    const last = inside[inside.length - 1];
    const active = document.activeElement;
    if (event.shiftKey ? active === first || active === box.current : active === last) {
      event.preventDefault();
      (event.shiftKey ? last : first)?.focus();
    }
  };

  return (
    <div class="dialog-ground">
      <div
        class="dialog"
        role="dialog"
        aria-modal="true"
        aria-labelledby="dialog-title"
        tabIndex={-1}
        ref={box}
        onKeyDown={onKeyDown}
      >
        <div class="dialog-head">
          <h2 id="dialog-title">{title}</h2>
          <Button kind="quiet" label={text.close} onClick={onClose}>
            <CloseIcon />
          </Button>
        </div>
        {children}
      </div>
    </div>
  );
}
