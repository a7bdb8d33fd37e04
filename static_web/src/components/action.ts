import { useState } from "preact/hooks";

import { asFailure, type Failure } from "../api/failure";

/** Runs the action of a button: which one is busy, and the failure of the last. */
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
