import { useState } from "preact/hooks";

import { asFailure, type Failure } from "../api/failure";

/** What one press of a button does: which one is busy, and what became of the last. */
export function useAction() {
  const [busy, setBusy] = useState<string>();
  const [failure, setFailure] = useState<Failure>();
  return {
    busy,
    failure,
    async run(action: () => Promise<void>, name = "action") {
      if (busy) return;
      setBusy(name);
      setFailure(undefined);
      try {
        await action();
      } catch (error) {
        setFailure(asFailure(error));
      } finally {
        setBusy(undefined);
      }
    },
  };
}
