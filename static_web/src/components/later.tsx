import type { ComponentType } from "preact";
import { useEffect, useState } from "preact/hooks";

import { Failure } from "../api/failure";
import { RetryPanel, Skeleton } from "./waiting";

/** A screen whose code is loaded when it is first shown. */
export function later(load: () => Promise<ComponentType>): ComponentType {
  let loaded: ComponentType | undefined;
  return function Later() {
    const [Screen, setScreen] = useState<ComponentType | undefined>(() => loaded);
    const [failed, setFailed] = useState(false);
    useEffect(() => {
      if (Screen) return;
      const show = async () => {
        loaded = await load();
        setScreen(() => loaded);
      };
      show().catch(() => setFailed(true));
    }, []);
    // Browsers cache the failure of a module; only a reload tries again.
    if (failed) return <RetryPanel failure={new Failure("network")} onRetry={() => location.reload()} />;
    return Screen ? <Screen /> : <Skeleton />;
  };
}
