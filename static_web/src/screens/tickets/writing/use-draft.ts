import { useEffect, useRef, useState } from "preact/hooks";

import { asFailure } from "../../../api/failure";
import { type Draft, type StoredDraft, ticketsApi } from "../../../api/tickets";

/** The content of a draft, without its revision. */
export type Written = Omit<Draft, "revision">;
export type DraftState = "idle" | "saving" | "saved" | "failed" | "changed";

const PAUSE_MS = 1_500;

/**
 * Keeps on the server what is being written: a moment after the last change, and when the page is left or hidden.
 * Where another window saved meanwhile, nothing is written over: `other` is what it saved, until one is chosen.
 * A form of another id is another component.
 */
export function useDraft(id: string, stored: StoredDraft | undefined) {
  const [state, setState] = useState<DraftState>("idle");
  const [other, setOther] = useState<StoredDraft>();
  const kept = useRef({ revision: stored?.revision ?? 0, waiting: undefined as Written | undefined, over: false });
  const timer = useRef<number>(undefined);
  const saving = useRef<Promise<void>>(undefined);

  useEffect(() => {
    const hidden = () => {
      if (document.visibilityState === "hidden") void save();
    };
    document.addEventListener("visibilitychange", hidden);
    return () => {
      document.removeEventListener("visibilitychange", hidden);
      void save();
    };
  }, []);

  async function write(): Promise<void> {
    const { waiting } = kept.current;
    if (!waiting || kept.current.over) return;
    kept.current.waiting = undefined;
    setState("saving");
    try {
      const { data } = await ticketsApi.saveDraft(id, { ...waiting, revision: kept.current.revision });
      kept.current.revision = data.revision;
      setState("saved");
    } catch (error) {
      kept.current.waiting = kept.current.waiting ?? waiting;
      if (asFailure(error).code === "draft_changed") await showOther();
      else setState("failed");
    }
  }

  async function showOther(): Promise<void> {
    try {
      const { data } = await ticketsApi.drafts();
      const newer = data.drafts.filter((draft) => draft.id === id)[0];
      // It was deleted or sent elsewhere, so this becomes a new draft.
      if (newer) setOther(newer);
      else kept.current.revision = 0;
      setState(newer ? "changed" : "failed");
    } catch {
      setState("failed");
    }
  }

  /** Saves one after the other, so that the last one stays. */
  function save(): Promise<void> {
    clearTimeout(timer.current);
    const next = (saving.current ?? Promise.resolve()).then(write);
    saving.current = next;
    return next;
  }

  return {
    state,
    other,
    keep(written: Written) {
      kept.current.waiting = written;
      clearTimeout(timer.current);
      if (!other) timer.current = setTimeout(() => void save(), PAUSE_MS) as unknown as number;
    },
    /** Takes the other version, or overwrites it with this one. */
    choose(mine: Written | undefined) {
      kept.current.revision = other?.revision ?? kept.current.revision;
      kept.current.waiting = mine;
      setOther(undefined);
      setState("idle");
      if (mine) void save();
    },
    /** Stops saving, because sending deletes the draft; resolves when no save is under way. */
    async stop() {
      clearTimeout(timer.current);
      kept.current.over = true;
      await saving.current;
    },
    /** Resumes saving, after sending failed. */
    goOn() {
      kept.current.over = false;
    },
    /** Starts a new draft, after this one was sent. */
    begin() {
      kept.current = { revision: 0, waiting: undefined, over: false };
      setState("idle");
    },
  };
}

export type KeptDraft = ReturnType<typeof useDraft>;
