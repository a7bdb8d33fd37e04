import { type ComponentChildren, createContext } from "preact";
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";

import { type Answer, api, type CurrentSession, watchSession } from "../api/client";
import { asFailure, type Failure } from "../api/failure";
import { type Deadline, deadlineOf, moved } from "./deadline";
import { nobodyKnown, noteSession } from "./known";
import { onOtherTab, tellOtherTabs } from "./tabs";

export type Notice = "ended" | "signedOut" | "activated";

export type SessionState =
  | { phase: "checking" }
  | { phase: "out"; notice?: Notice }
  | { phase: "in"; who: CurrentSession }
  | { phase: "unknown"; failure: Failure };

interface Session {
  state: SessionState;
  deadline: Deadline | undefined;
  check: () => void;
  signIn: (login: string, password: string) => Promise<void>;
  /** Goes on with the session an answer opened or changed. */
  enter: (answer: Answer<CurrentSession>) => void;
  signOut: () => Promise<void>;
  end: () => void;
  stay: () => Promise<void>;
  /** Asks anew what the session says of itself, after a change of the account. */
  refresh: () => Promise<void>;
  announce: (notice: Notice | undefined) => void;
}

const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("no SessionProvider above");
  return session;
}

/** Who is signed in, until when, and how that changes; the only place that knows. */
export function SessionProvider({ children }: { children: ComponentChildren }) {
  const [state, setState] = useState<SessionState>(() => ({ phase: nobodyKnown() ? "out" : "checking" }));
  const [deadline, setDeadline] = useState<Deadline>();
  const signedIn = useRef(false);
  signedIn.current = state.phase === "in";

  const enter = useCallback((answer: Answer<CurrentSession>) => {
    setDeadline(deadlineOf(answer, Date.now()));
    setState({ phase: "in", who: answer.data });
    noteSession(true);
  }, []);

  const leave = useCallback((notice?: Notice) => {
    setDeadline(undefined);
    noteSession(false);
    setState(notice ? { phase: "out", notice } : { phase: "out" });
  }, []);

  const check = useCallback(() => {
    setState({ phase: "checking" });
    api.currentSession().then(enter, (error: unknown) => {
      const failure = asFailure(error);
      if (failure.status === 401) leave();
      else setState({ phase: "unknown", failure });
    });
  }, [enter, leave]);

  const end = useCallback(() => {
    if (signedIn.current) leave("ended");
  }, [leave]);

  const used = useCallback(() => setDeadline((last) => last && moved(last, Date.now())), []);

  useEffect(() => {
    if (state.phase === "checking") check();
  }, []);
  useEffect(
    () =>
      watchSession((moment) => {
        if (moment === "missing") return end();
        if (moment === "pending") return check();
        used();
        tellOtherTabs("used");
      }),
    [check, end, used],
  );
  useEffect(
    () =>
      onOtherTab((event) => {
        if (event === "used") used();
        else if (signedIn.current) leave("signedOut");
      }),
    [used, leave],
  );

  const stay = useCallback(async () => {
    try {
      enter(await api.currentSession());
      tellOtherTabs("used");
    } catch (error) {
      if (asFailure(error).status !== 401) throw error;
      end();
    }
  }, [enter, end]);

  const session = useMemo<Session>(
    () => ({
      state,
      deadline,
      check,
      end,
      signIn: async (login, password) => enter(await api.signIn(login, password)),
      enter,
      signOut: async () => {
        try {
          await api.signOut();
        } catch (error) {
          if (asFailure(error).status !== 401) throw error;
        }
        tellOtherTabs("signedOut");
        leave("signedOut");
      },
      stay,
      refresh: stay,
      announce: leave,
    }),
    [state, deadline, check, end, enter, leave, stay],
  );
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}
