import { useEffect, useState } from "preact/hooks";

/** A controller, where the browser knows them: Edge 14, Firefox 52 and Chrome 49 do not. */
export const newAbortController = () => (typeof AbortController === "function" ? new AbortController() : undefined);

/** The signal for requests that are aborted when the component is removed. */
export function useAbortSignal(): AbortSignal | undefined {
  const [controller] = useState(newAbortController);
  useEffect(() => () => controller?.abort(), []);
  return controller?.signal;
}
