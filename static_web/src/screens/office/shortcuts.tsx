import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";

import { Dialog } from "../../components/dialog";
import { words } from "./words";

type Key = keyof typeof words.shortcuts.keys;
type Actions = Partial<Record<Key, () => void>>;

const OFF = "mojbok-office-no-shortcuts";

interface Keyboard {
  bind: (actions: Actions) => () => void;
  open: () => void;
}

const KeyboardContext = createContext<Keyboard>({ bind: () => () => undefined, open: () => undefined });

/** Single-key shortcuts outside of text fields, which can be switched off for speech input (WCAG 2.1.4). */
export function Shortcuts({ children }: { children: ComponentChildren }) {
  const [listed, setListed] = useState(false);
  const [on, setOn] = useState(() => localStorage.getItem(OFF) === null);
  const bound = useRef<Actions[]>([]);

  const keyboard = useMemo<Keyboard>(
    () => ({
      bind: (actions) => {
        bound.current = [...bound.current, actions];
        return () => {
          bound.current = bound.current.filter((one) => one !== actions);
        };
      },
      open: () => setListed(true),
    }),
    [],
  );

  useEffect(() => {
    const pressed = (event: KeyboardEvent) => {
      if (!on || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || openDialog()) return;
      if (event.key === "?") {
        event.preventDefault();
        return setListed(true);
      }
      const action = bound.current.map((actions) => actions[event.key as Key]).filter(Boolean).pop();
      if (action) {
        event.preventDefault();
        action();
      }
    };
    document.addEventListener("keydown", pressed);
    return () => document.removeEventListener("keydown", pressed);
  }, [on]);

  const choose = (wanted: boolean) => {
    if (wanted) localStorage.removeItem(OFF);
    else localStorage.setItem(OFF, "1");
    setOn(wanted);
  };

  return (
    <KeyboardContext.Provider value={keyboard}>
      {children}
      {listed && (
        <Dialog title={words.shortcuts.title} onClose={() => setListed(false)}>
          <label class="check">
            <input type="checkbox" checked={on} onChange={(event) => choose(event.currentTarget.checked)} />
            <span>{words.shortcuts.on}</span>
          </label>
          <p>{words.shortcuts.hint}</p>
          <dl class="office-keys">
            {Object.entries(words.shortcuts.keys).map(([key, meaning]) => (
              <div key={key}>
                <dt>
                  <kbd>{key}</kbd>
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </Dialog>
      )}
    </KeyboardContext.Provider>
  );
}

Shortcuts.Button = function ShortcutsButton() {
  const { open } = useContext(KeyboardContext);
  return (
    <button type="button" class="office-bar-button" aria-haspopup="dialog" onClick={open}>
      {words.shortcuts.open} <kbd aria-hidden="true">?</kbd>
    </button>
  );
};

/** Registers the shortcuts of a screen; those registered last win. */
export function useShortcuts(actions: Actions): void {
  const { bind } = useContext(KeyboardContext);
  const latest = useRef(actions);
  latest.current = actions;
  const names = Object.keys(actions).join("");
  useEffect(() => {
    const calls: Actions = {};
    for (const key of Object.keys(latest.current) as Key[]) calls[key] = () => latest.current[key]?.();
    return bind(calls);
  }, [bind, names]);
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function openDialog(): boolean {
  return document.querySelector('[role="dialog"]') !== null;
}
