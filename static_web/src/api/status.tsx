import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

import { api } from "./client";

export type Status = Awaited<ReturnType<typeof api.status>>["data"];

const StatusContext = createContext<Status | undefined>(undefined);

/** What the portal says of itself, asked once; that it could not be asked is no news for the customer. */
export function StatusProvider({ children }: { children: ComponentChildren }) {
  const [status, setStatus] = useState<Status>();
  useEffect(() => {
    api.status().then(
      ({ data }) => setStatus(data),
      () => undefined,
    );
  }, []);
  return <StatusContext.Provider value={status}>{children}</StatusContext.Provider>;
}

export const useStatus = () => useContext(StatusContext);
