/**
 * Saves one value at a time, so that requests cannot overtake one another; of those waiting only the latest is sent.
 * `keep` stores a value and returns what is stored then; `stored` is what is stored at first.
 */
export function latestOnly<T>(keep: (value: T) => Promise<T>, stored: T) {
  let busy = false;
  let next: { value: T } | undefined;
  return {
    /** Resolves with what is stored once nothing waits any more; with `undefined` where an earlier call is still saving and will report. */
    async save(value: T): Promise<{ stored: T; failure?: unknown } | undefined> {
      next = { value };
      if (busy) return undefined;
      busy = true;
      let failure: unknown;
      while (next) {
        const { value: sent }: { value: T } = next;
        next = undefined;
        try {
          stored = await keep(sent);
          failure = undefined;
        } catch (error) {
          failure = error;
        }
      }
      busy = false;
      return failure === undefined ? { stored } : { stored, failure };
    },
  };
}
