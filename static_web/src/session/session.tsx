import { type ComponentChildren, createContext } from "preact";
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";

import { type Answer, api, type CurrentSession, showSession, watchSession } from "../api/client";
import { asFailure, type Failure } from "../api/failure";
import { type Deadline, deadlineOf, moved } from "./deadline";
import { nobodyKnown, noteSession, onOtherSession } from "./known";
import { onOtherTab, notifyOtherTabs } from "./tabs";

/** Why the session ended, for the sign-in screen. */
export type Notice = "idle" | "over" | "elsewhere" | "cookies" | "signedOut" | "activated" | "activatedLoginTaken";

/** How the session was opened, for the start page. */
type Arrival = "activated" | "activatedLoginTaken";

type SessionState =
  | { phase: "checking" }
  | { phase: "out"; notice?: Notice }
  | { phase: "in"; who: CurrentSession; switched?: boolean; arrival?: Arrival }
  | { phase: "unknown"; failure: Failure };

interface Session {
  state: SessionState;
  deadline: Deadline | undefined;
  check: () => void;
  signIn: (login: string, password: string) => Promise<void>;
  /** Takes over a session that an answer has opened or changed. */
  enter: (answer: Answer<CurrentSession>, arrival?: Arrival) => void;
  signOut: () => Promise<void>;
  /** Checks with the portal a session that is over by the local clock; ends it here unless it is still valid. */
  lapse: () => Promise<void>;
  stay: () => Promise<void>;
  /** Switches to another customer; `choose` is the call that does so. */
  actFor: (choose: () => Promise<unknown>) => Promise<void>;
  /** Loads the session again, after a change of the account. */
  refresh: () => Promise<void>;
  announce: (notice: Notice | undefined) => void;
}

const SessionContext = createContext<Session | undefined>(undefined);

export function useSession(): Session {
  const session = useContext(SessionContext);
  if (!session) throw new Error("no SessionProvider above");
  return session;
}

/** Provides the session: who is signed in, until when, and the actions that change it. */
export function SessionProvider({ children }: { children: ComponentChildren }) {
  const [state, setState] = useState<SessionState>(() => ({ phase: nobodyKnown() ? "out" : "checking" }));
  const [deadline, setDeadline] = useState<Deadline>();
  const now = useRef({ state, deadline });
  now.current = { state, deadline };
  const last = useRef<CurrentSession>(undefined);
  // Until a call has succeeded with it, the browser may have refused the cookie.
  const cookieKept = useRef(false);

  const enter = useCallback((answer: Answer<CurrentSession>, arrival?: Arrival) => {
    const { data: who } = answer;
    const switched = last.current !== undefined && last.current.customerNumber !== who.customerNumber;
    last.current = who;
    showSession(who.id);
    setDeadline(deadlineOf(answer, Date.now()));
    setState({ phase: "in", who, switched, ...(arrival && { arrival }) });
  }, []);

  const leave = useCallback((notice?: Notice) => {
    last.current = undefined;
    showSession(undefined);
    noteSession(undefined);
    setDeadline(undefined);
    setState(notice ? { phase: "out", notice } : { phase: "out" });
  }, []);

  const check = useCallback(() => {
    showSession(undefined);
    setState({ phase: "checking" });
    cookieKept.current = true;
    api.currentSession().then((answer) => enter(answer), (error: unknown) => {
      const failure = asFailure(error);
      if (failure.status === 401) leave();
      else setState({ phase: "unknown", failure });
    });
  }, [enter, leave]);

  /** Handles a session that is missing although it should be valid by the local clock. */
  const missing = useCallback(() => {
    if (now.current.state.phase === "in") leave(cookieKept.current ? "elsewhere" : "cookies");
  }, [leave]);

  const used = useCallback(() => {
    cookieKept.current = true;
    setDeadline((before) => before && moved(before, Date.now()));
  }, []);

  const lapse = useCallback(async () => {
    const { state: before, deadline: passed } = now.current;
    if (before.phase !== "in") return;
    try {
      enter(await api.currentSession());
    } catch (error) {
      if (asFailure(error).code === "session_changed") check();
      else leave(passed && passed.endsAt - passed.expiresAt < 1000 ? "over" : "idle");
    }
  }, [check, enter, leave]);

  useEffect(() => {
    if (state.phase === "checking") check();
  }, []);
  useEffect(() => {
    if (state.phase === "in" && deadline) noteSession(state.who.id, deadline.expiresAt);
  }, [state, deadline]);
  useEffect(
    () =>
      watchSession((moment) => {
        if (moment === "missing") return missing();
        if (moment !== "used") return check();
        used();
        notifyOtherTabs("used");
      }),
    [check, missing, used],
  );
  useEffect(
    () =>
      onOtherTab((event) => {
        if (event === "used") setDeadline((before) => before && moved(before, Date.now()));
        else if (now.current.state.phase === "in") leave("signedOut");
      }),
    [leave],
  );
  useEffect(
    () =>
      onOtherSession((id) => {
        const { state: here } = now.current;
        if (here.phase === "in" && here.who.id !== id) check();
      }),
    [check],
  );

  const stay = useCallback(async () => {
    try {
      enter(await api.currentSession());
      notifyOtherTabs("used");
    } catch (error) {
      const { status, code } = asFailure(error);
      if (code === "session_changed") check();
      else if (status === 401) missing();
      else throw error;
    }
  }, [check, enter, missing]);

  const session = useMemo<Session>(
    () => ({
      state,
      deadline,
      check,
      lapse,
      signIn: async (login, password) => {
        last.current = undefined;
        cookieKept.current = false;
        enter(await api.signIn(login, password));
      },
      enter: (answer, arrival) => {
        if (answer.data.id !== last.current?.id) cookieKept.current = false;
        if (arrival) last.current = undefined;
        enter(answer, arrival);
      },
      signOut: async () => {
        try {
          await api.signOut();
        } catch (error) {
          const { status, code } = asFailure(error);
          if (code === "session_changed") return check();
          if (status !== 401) throw error;
        }
        notifyOtherTabs("signedOut");
        leave("signedOut");
      },
      stay,
      actFor: async (choose) => {
        await choose();
        // The id shown until now belongs to another customer.
        showSession(undefined);
        last.current = undefined;
        enter(await api.currentSession());
      },
      refresh: stay,
      announce: leave,
    }),
    [state, deadline, check, lapse, enter, leave, stay],
  );
  return <SessionContext.Provider value={session}>{children}</SessionContext.Provider>;
}
