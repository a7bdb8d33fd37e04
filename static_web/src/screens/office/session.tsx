import { type ComponentChildren, createContext } from "preact";
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";

import { showSession } from "../../api/client";
import { asFailure, type Failure } from "../../api/failure";
import { type Clerk, officeApi, watchOffice } from "./api";

type OfficeState =
  | { phase: "checking" }
  | { phase: "out"; notice?: "over" | "signedOut" }
  | { phase: "in"; clerk: Clerk }
  | { phase: "unknown"; failure: Failure };

interface Office {
  state: OfficeState;
  check: () => void;
  enter: (clerk: Clerk) => void;
  signOut: () => Promise<void>;
}

const OfficeContext = createContext<Office | undefined>(undefined);

export function useOffice(): Office {
  const office = useContext(OfficeContext);
  if (!office) throw new Error("no OfficeProvider above");
  return office;
}

/** The signed-in clerk; only for components shown with a session. */
export function useClerk(): Clerk {
  const { state } = useOffice();
  if (state.phase !== "in") throw new Error("nobody is signed in");
  return state.clerk;
}

/** Provides the clerk's session and the actions that change it. */
export function OfficeProvider({ children }: { children: ComponentChildren }) {
  const [state, setState] = useState<OfficeState>({ phase: "checking" });
  const phase = useRef(state.phase);
  phase.current = state.phase;

  const leave = useCallback((notice?: "over" | "signedOut") => {
    showSession(undefined);
    setState(notice ? { phase: "out", notice } : { phase: "out" });
  }, []);

  const check = useCallback(() => {
    showSession(undefined);
    setState({ phase: "checking" });
    // The session may be opened by the answer of Entra ID before this call returns.
    const settle = (next: OfficeState) => setState((now) => (now.phase === "checking" ? next : now));
    officeApi.current().then(
      ({ data }) => settle({ phase: "in", clerk: data }),
      (error: unknown) => {
        const failure = asFailure(error);
        settle(failure.status === 401 ? { phase: "out" } : { phase: "unknown", failure });
      },
    );
  }, []);

  useEffect(check, [check]);
  useEffect(
    () =>
      watchOffice(() => {
        // What is left behind on signing out still calls, and finds no session.
        if (phase.current === "in") leave("over");
      }),
    [leave],
  );

  const office = useMemo<Office>(
    () => ({
      state,
      check,
      enter: (clerk) => setState({ phase: "in", clerk }),
      signOut: async () => {
        try {
          await officeApi.signOut();
        } catch (error) {
          const { status, code } = asFailure(error);
          if (code === "session_changed") return check();
          if (status !== 401) throw error;
        }
        leave("signedOut");
      },
    }),
    [state, check, leave],
  );
  return <OfficeContext.Provider value={office}>{children}</OfficeContext.Provider>;
}
