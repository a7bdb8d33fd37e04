import { useEffect, useRef, useState } from "preact/hooks";

import { asFailure } from "../../api/failure";
import { useAbortSignal } from "../../api/use-abort-signal";
import { type Form, officeApi, type StoredDraft, type TicketKey } from "./api";

const PAUSE_MS = 800;

export interface Draft {
  text: string;
  write: (text: string) => void;
  /** The version on the server, once loaded. */
  saved: StoredDraft | undefined;
  /** The version that somebody else has saved meanwhile. */
  theirs: StoredDraft | undefined;
  takeTheirs: () => void;
  keepMine: () => void;
  /** Resets the draft after it was sent, or to a withdrawn reply. */
  restart: (stored?: StoredDraft) => void;
  /** Waits for a save under way; the revision on the server then. */
  settled: () => Promise<number>;
  /** Saves again, after sending failed. */
  resume: () => void;
  touchedAt: number;
}

/**
 * What a clerk is writing in one of the two forms, kept on the server while they write. One saving at a time, each on
 * the revision of the one before; where somebody else was faster, both texts are there to choose from.
 */
export function useDraft(ticketKey: TicketKey, form: Form): Draft {
  const [text, setText] = useState("");
  const [saved, setSaved] = useState<StoredDraft>();
  const [theirs, setTheirs] = useState<StoredDraft>();
  const [touchedAt, setTouchedAt] = useState(0);
  const now = useRef({ text, revision: 0, stored: "", busy: false, alive: true, saving: Promise.resolve(), sending: false });
  now.current.text = text;

  const signal = useAbortSignal();
  const accept = (stored: StoredDraft | undefined) => {
    now.current.revision = stored?.revision ?? 0;
    now.current.stored = stored?.text ?? "";
    setSaved(stored);
  };

  useEffect(() => {
    now.current.alive = true;
    const load = async () => {
      const { data } = await officeApi.draft(ticketKey, form, signal);
      if (!now.current.alive) return;
      accept(data ?? undefined);
      if (data && !now.current.text) setText(data.text);
    };
    load().catch(() => undefined);
    return () => {
      now.current.alive = false;
    };
  }, []);

  const save = async () => {
    const wanted = now.current.text;
    if (now.current.busy || now.current.sending || wanted === now.current.stored) return;
    now.current.busy = true;
    try {
      const { data } = await officeApi.saveDraft(ticketKey, form, wanted, now.current.revision);
      accept(data);
    } catch (error) {
      if (asFailure(error).code === "draft_changed") {
        const { data } = await officeApi.draft(ticketKey, form).catch(() => ({ data: null }));
        if (data && data.text !== now.current.text) setTheirs(data);
        else accept(data ?? undefined);
      }
    } finally {
      now.current.busy = false;
    }
  };

  useEffect(() => {
    if (!touchedAt || theirs) return;
    const timer = setTimeout(() => {
      now.current.saving = save();
    }, PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text, touchedAt, theirs, saved]);

  return {
    text,
    write: (next) => {
      setText(next);
      setTouchedAt(Date.now());
    },
    saved,
    theirs,
    takeTheirs: () => {
      if (theirs) setText(theirs.text);
      accept(theirs);
      setTheirs(undefined);
    },
    keepMine: () => {
      now.current.revision = theirs?.revision ?? 0;
      now.current.stored = theirs?.text ?? "";
      setTheirs(undefined);
      setTouchedAt(Date.now());
    },
    settled: async () => {
      now.current.sending = true;
      await now.current.saving;
      return now.current.revision;
    },
    resume: () => {
      now.current.sending = false;
      setTouchedAt(Date.now());
    },
    restart: (stored) => {
      now.current.sending = false;
      accept(stored);
      setText(stored?.text ?? "");
      setTheirs(undefined);
      setTouchedAt(0);
    },
    touchedAt,
  };
}

/** The draft on the server after ours was sent, which may be a colleague's; undefined where it cannot be loaded. */
export function left(ticketKey: TicketKey, form: Form): Promise<StoredDraft | undefined> {
  return officeApi.draft(ticketKey, form).then(
    ({ data }) => data ?? undefined,
    () => undefined,
  );
}
