import { useEffect, useRef, useState } from "preact/hooks";

import type { Answer } from "../../api/client";
import { asFailure, Failure } from "../../api/failure";
import { useAbortSignal } from "../../api/use-abort-signal";
import { randomKey } from "../../rules/amount";

const MOST_FILES = 5;
export const MOST_BYTES = 10 * 2 ** 20;

/** A file stored on the server. */
export interface KeptFile {
  id: string;
  name: string;
  size: number;
  state: "checked" | "unscanned" | "waiting" | "infected";
}

/** The API for the files of one message until it is sent. */
export interface FileStore {
  list: (signal?: AbortSignal) => Promise<Answer<{ files: KeptFile[] }>>;
  add: (id: string, content: File, onProgress: (part: number) => void) => Promise<Answer<KeptFile>>;
  drop: (id: string) => Promise<unknown>;
}

/** A file of a message that is being written: uploading (`part` of 0 to 1), stored, or refused. */
export interface ChosenFile {
  id: string;
  name: string;
  part: number;
  kept?: KeptFile | undefined;
  failure?: Failure | undefined;
  /** The content, to upload it again; undefined for files of an earlier visit. */
  content?: File | undefined;
}

/**
 * The files of one message, sent one after the other as they are chosen. A refused one takes nothing with it; those
 * of an earlier visit are asked for where there may be some.
 */
export function useFiles(store: FileStore, earlier: boolean) {
  const [files, setFiles] = useState<ChosenFile[]>([]);
  const latest = useRef(files);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const change = (changed: (files: ChosenFile[]) => ChosenFile[]) => {
    latest.current = changed(latest.current);
    setFiles(latest.current);
  };
  const update = (id: string, changes: Partial<ChosenFile>) =>
    change((list) => list.map((file) => (file.id === id ? { ...file, ...changes } : file)));

  const alive = useRef(true);
  const signal = useAbortSignal();
  const read = async () => {
    const { data } = await store.list(signal);
    const known = data.files.map((kept) => ({ id: kept.id, name: kept.name, part: 1, kept }));
    if (alive.current) change((list) => [...known, ...list.filter(({ id }) => !known.some((one) => one.id === id))]);
  };

  useEffect(() => {
    alive.current = true;
    // Where the list cannot be loaded the files are stored all the same and appear on the next visit.
    if (earlier) read().catch(() => undefined);
    return () => {
      alive.current = false;
    };
  }, []);

  const send = (id: string, content: File) => {
    update(id, { part: 0, failure: undefined });
    const inTurn = async (before: Promise<unknown>) => {
      await before;
      if (!latest.current.some((file) => file.id === id)) return;
      try {
        const { data } = await store.add(id, content, (part) => update(id, { part }));
        update(id, { kept: data, name: data.name, part: 1 });
      } catch (error) {
        update(id, { failure: asFailure(error) });
      }
    };
    queue.current = inTurn(queue.current);
  };
  return {
    files,
    /** Loads the stored files again and adds those that are not shown yet. */
    reread() {
      const inTurn = async (before: Promise<unknown>) => {
        await before;
        await read().catch(() => undefined);
      };
      queue.current = inTurn(queue.current);
      return queue.current;
    },
    /** Removes all files from the form after the message was sent, refused ones too. */
    clear: () => change(() => []),
    /** Waits for the uploads under way; the ids of the message's files. Throws `file_missing` where one was refused meanwhile. */
    async settled() {
      const refused = () => latest.current.filter(({ failure }) => failure).length;
      const before = refused();
      await queue.current;
      if (refused() > before) throw new Failure("file_missing");
      return latest.current.filter(({ kept }) => kept).map(({ id }) => id);
    },
    add(chosen: File[]) {
      chosen.forEach((content) => {
        const file: ChosenFile = { id: randomKey(), name: content.name, part: 0, content };
        const room = latest.current.filter(({ failure }) => !failure).length < MOST_FILES;
        const code = !room ? "too_many_files" : content.size > MOST_BYTES ? "file_too_large" : content.size === 0 ? "file_empty" : "";
        change((list) => [...list, code ? { ...file, failure: new Failure(code) } : file]);
        if (!code) send(file.id, content);
      });
    },
    again({ id, content }: ChosenFile) {
      if (content) send(id, content);
    },
    /** Removes a file, from the server too where it is stored. */
    async remove({ id, kept }: ChosenFile) {
      if (kept) await store.drop(id);
      change((list) => list.filter((file) => file.id !== id));
    },
  };
}

export type Files = ReturnType<typeof useFiles>;

export function isOnItsWay({ kept, failure }: ChosenFile): boolean {
  return !kept && !failure;
}

/** Whether a retry may work, because the failure was in the connection or the server. */
export function maySendAgain({ failure, content }: ChosenFile): boolean {
  return Boolean(content && failure && (failure.code === "network" || failure.status >= 429));
}
