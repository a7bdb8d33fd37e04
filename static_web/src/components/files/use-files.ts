import { useEffect, useRef, useState } from "preact/hooks";

import type { Answer } from "../../api/client";
import { asFailure, Failure } from "../../api/failure";
import { useAbortSignal } from "../../api/use-abort-signal";
import { randomKey } from "../../rules/amount";

export const MOST_FILES = 5;
export const MOST_BYTES = 10 * 2 ** 20;

/** A file as we keep it. */
export interface KeptFile {
  id: string;
  name: string;
  size: number;
  state: "checked" | "unscanned" | "waiting" | "infected";
}

/** Where the files of one message are kept until it is sent. */
export interface FileStore {
  list: (signal?: AbortSignal) => Promise<Answer<{ files: KeptFile[] }>>;
  add: (id: string, content: File, onProgress: (part: number) => void) => Promise<Answer<KeptFile>>;
  drop: (id: string) => Promise<unknown>;
}

/** A file of a message that is being written: on its way (`part` of 0 to 1), kept by us, or refused. */
export interface ChosenFile {
  id: string;
  name: string;
  part: number;
  kept?: KeptFile | undefined;
  failure?: Failure | undefined;
  /** What was chosen here, to be sent again; files of an earlier visit have none. */
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
    // Where they cannot be read they are there all the same, to be seen on the next visit.
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
    /** Asks for what is kept, beside what is here. */
    reread() {
      const inTurn = async (before: Promise<unknown>) => {
        await before;
        await read().catch(() => undefined);
      };
      queue.current = inTurn(queue.current);
      return queue.current;
    },
    /** Forgets what went with a message; what was refused goes too. */
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
    /** Takes a file away; one that we keep is taken back from there. */
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

/** Whether sending the same again may work: it is the connection's fault or ours. */
export function maySendAgain({ failure, content }: ChosenFile): boolean {
  return Boolean(content && failure && (failure.code === "network" || failure.status >= 429));
}
