import { type ComponentChildren, createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

import { api, watchClosed } from "./client";

type Status = Awaited<ReturnType<typeof api.status>>["data"];

interface PortalStatus {
  /** The first screen is waiting for it. */
  waiting: boolean;
  status: Status | undefined;
  /** It came after the first screen was shown. */
  late: boolean;
}

const PATIENCE_MS = 1_000;
const AGAIN_MS = 30_000;

const StatusContext = createContext<PortalStatus>({ waiting: false, status: undefined, late: false });

/**
 * What the portal says of itself, asked once; that it could not be asked is no news for the customer. The first screen
 * waits a moment for it, since a notice that comes later would push everything down.
 */
export function StatusProvider({ children }: { children: ComponentChildren }) {
  const [known, setKnown] = useState<PortalStatus>({ waiting: true, status: undefined, late: false });
  useEffect(() => {
    const shown = () => setKnown((last) => ({ ...last, waiting: false }));
    const patience = setTimeout(shown, PATIENCE_MS);
    api
      .status()
      .then(({ data }) => setKnown(({ waiting }) => ({ waiting: false, status: data, late: !waiting })), shown)
      .finally(() => clearTimeout(patience));
    return () => clearTimeout(patience);
  }, []);
  const closed = known.status?.closed === true;
  useEffect(() => {
    const ask = async () => {
      const { data } = await api.status();
      // After maintenance the page is loaded anew, because requests made meanwhile were refused.
      if (closed && !data.closed) location.reload();
      else setKnown((last) => ({ ...last, status: data }));
    };
    const tryAgain = () => void ask().catch(() => undefined);
    watchClosed(tryAgain);
    const timer = closed ? setInterval(tryAgain, AGAIN_MS) : undefined;
    return () => clearInterval(timer);
  }, [closed]);
  return <StatusContext.Provider value={known}>{children}</StatusContext.Provider>;
}

export const useStatus = () => useContext(StatusContext).status;
/** The same with whether it is still waited for or came late. */
export const useStatusArrival = () => useContext(StatusContext);
