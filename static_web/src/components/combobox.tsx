import { useEffect, useRef, useState } from "preact/hooks";

import { asFailure, failureText } from "../api/failure";
import { newAbortController } from "../api/use-abort-signal";
import { useText } from "../i18n/text";

export interface Choice {
  id: string;
  label: string;
  detail?: string | undefined;
}

export interface Found {
  choices: Choice[];
  /** There are more matches than are shown. */
  more: boolean;
}

/** Finds what fits a text; the signal aborts when the answer is no longer wanted. */
export type Search = (text: string, signal: AbortSignal | undefined) => Promise<Found>;

export interface ComboboxWords {
  hint: string;
  found: (n: number) => string;
  foundMore: (n: number) => string;
  none: string;
}

interface ComboboxProps {
  id: string;
  label: string;
  words: ComboboxWords;
  chosen: Choice | undefined;
  search: Search;
  /** Called with undefined for no choice, which means all. */
  onChoose: (choice: Choice | undefined) => void;
}

const TYPING_PAUSE_MS = 200;

/** One of many, found by typing: the combobox with list autocomplete of the WAI-ARIA Authoring Practices. */
export function Combobox({ id, label, words, chosen, search, onChoose }: ComboboxProps) {
  const text = useText();
  const [typed, setTyped] = useState(chosen?.label ?? "");
  const [found, setFound] = useState<Found>();
  const [active, setActive] = useState(-1);
  const [status, setStatus] = useState("");
  const list = useRef<HTMLDivElement>(null);
  const searching = useRef<{ controller: AbortController | undefined }>(undefined);
  const pause = useRef<number>(undefined);
  const choices = found?.choices ?? [];
  const optionId = (index: number) => `${id}-option-${index}`;

  useEffect(() => setTyped(chosen?.label ?? ""), [chosen?.id, chosen?.label]);
  useEffect(() => close, []);
  useEffect(() => {
    const option = list.current?.children[active] as HTMLElement | undefined;
    if (!list.current || !option) return;
    const top = option.offsetTop - list.current.clientTop;
    const below = top + option.offsetHeight - list.current.clientHeight;
    list.current.scrollTop = Math.min(top, Math.max(below, list.current.scrollTop));
  }, [active]);

  const stopSearching = () => {
    clearTimeout(pause.current);
    searching.current?.controller?.abort();
    searching.current = undefined;
  };
  const close = () => {
    stopSearching();
    setFound(undefined);
    setActive(-1);
    setStatus("");
  };
  const ask = async (wanted: string, start: "none" | "first" | "last" = "none") => {
    stopSearching();
    const mine = { controller: newAbortController() };
    searching.current = mine;
    try {
      const answer = await search(wanted, mine.controller?.signal);
      if (searching.current !== mine) return;
      const n = answer.choices.length;
      setFound(answer);
      setActive(start === "none" ? -1 : start === "first" ? 0 : n - 1);
      setStatus(n === 0 ? words.none : answer.more ? words.foundMore(n) : words.found(n));
    } catch (error) {
      if (searching.current !== mine) return;
      setFound(undefined);
      setStatus(failureText(text, asFailure(error)));
    }
  };
  const open = (start?: "first" | "last") => void ask(typed === chosen?.label ? "" : typed, start);
  const choose = (choice: Choice | undefined) => {
    close();
    setTyped(choice?.label ?? "");
    if (choice?.id !== chosen?.id) onChoose(choice);
  };
  const step = (by: 1 | -1) => {
    if (!found) open(by > 0 ? "first" : "last");
    else if (choices.length) setActive((active < 0 && by < 0 ? 0 : active) + by < 0 ? choices.length - 1 : (active + by) % choices.length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const { key } = event;
    if (key === "ArrowDown" || key === "Down") step(1);
    else if (key === "ArrowUp" || key === "Up") step(-1);
    else if (key === "Enter" && (active >= 0 || typed.trim() === "")) choose(choices[active]);
    else if (key === "Enter" && !found) open();
    else if ((key === "Escape" || key === "Esc") && found) close();
    else if (key === "Escape" || key === "Esc") choose(undefined);
    else return;
    event.preventDefault();
  };

  return (
    <div class="filter filter-wide">
      <label for={id}>{label}</label>
      <div class="combobox">
        <input
          id={id}
          type="text"
          role="combobox"
          aria-autocomplete="list"
          aria-haspopup="listbox"
          aria-expanded={found !== undefined && choices.length > 0}
          aria-controls={`${id}-list`}
          aria-activedescendant={active >= 0 ? optionId(active) : undefined}
          aria-describedby={`${id}-hint`}
          autocomplete="off"
          spellcheck={false}
          maxLength={60}
          value={typed}
          onKeyDown={onKeyDown}
          onClick={() => found ?? open()}
          onInput={({ currentTarget: { value } }) => {
            setTyped(value);
            clearTimeout(pause.current);
            pause.current = window.setTimeout(() => void ask(value), TYPING_PAUSE_MS);
          }}
          onBlur={() => {
            if (typed.trim() === "") choose(undefined);
            else {
              close();
              setTyped(chosen?.label ?? "");
            }
          }}
        />
        {choices.length > 0 && (
          <div id={`${id}-list`} class="combobox-list" role="listbox" aria-label={label} ref={list}>
            {choices.map((choice, index) => (
              // The keyboard is handled by the input; a click on an option must not take its focus away.
              // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
              <div
                key={choice.id}
                id={optionId(index)}
                role="option"
                tabIndex={-1}
                aria-selected={choice.id === chosen?.id}
                class={index === active ? "option-active" : undefined}
                onMouseDown={(event) => event.preventDefault()}
                onClick={() => choose(choice)}
              >
                <span lang="pl">{choice.label}</span>
                {choice.detail && (
                  <span class="small muted block" lang="pl">
                    {choice.detail}
                  </span>
                )}
              </div>
            ))}
          </div>
        )}
      </div>
      <p id={`${id}-hint`} class="field-hint" role="status">
        {status || words.hint}
      </p>
    </div>
  );
}
