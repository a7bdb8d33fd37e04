/**
 * Saves wishes one at a time, so that they cannot overtake one another; of those that wait only the newest is sent.
 * `keep` stores a wish and says what is stored. `stored` is what is stored at first.
 */
export function latestWish<T>(keep: (wish: T) => Promise<T>, stored: T) {
  let busy = false;
  let next: { wish: T } | undefined;
  return {
    /** Settles with what is stored once nothing waits any more, `undefined` where an earlier call will tell. */
    async save(wish: T): Promise<{ stored: T; failure?: unknown } | undefined> {
      next = { wish };
      if (busy) return undefined;
      busy = true;
      let failure: unknown;
      while (next) {
        const { wish: sent }: { wish: T } = next;
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
