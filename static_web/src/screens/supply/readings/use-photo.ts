import { useState } from "preact/hooks";

import { asFailure, Failure } from "../../../api/failure";
import { supplyApi } from "../../../api/supply";

export const MOST_BYTES = 10 * 2 ** 20;

/** The photo of a reading: chosen, uploading (`part` of 0 to 1), stored, or refused. */
export interface Photo {
  content: File;
  part: number;
  state: "chosen" | "sending" | "kept" | "refused";
  failure?: Failure;
}

/** The fault code of a file that is not uploaded at all. */
function photoFault({ size }: { size: number }): string | undefined {
  return size === 0 ? "file_empty" : size > MOST_BYTES ? "file_too_large" : undefined;
}

/** The photo is uploaded after its reading was stored, so that a failed upload does not lose the reading. */
export function usePhoto(point: string) {
  const [photo, setPhoto] = useState<Photo>();
  const send = async (reading: string, content: File) => {
    const update = (changes: Partial<Photo>) => setPhoto((last) => last && { ...last, ...changes });
    setPhoto({ content, part: 0, state: "sending" });
    try {
      await supplyApi.addPhoto(point, reading, content, (part) => update({ part }));
      update({ part: 1, state: "kept" });
    } catch (error) {
      update({ state: "refused", failure: asFailure(error) });
    }
  };
  return {
    photo,
    send,
    choose(content: File | undefined) {
      const code = content && photoFault(content);
      setPhoto(content && { content, part: 0, state: code ? "refused" : "chosen", ...(code && { failure: new Failure(code) }) });
    },
  };
}

export type PhotoOfReading = ReturnType<typeof usePhoto>;
