import { type ComponentChildren, createContext } from "preact";
import { useCallback, useContext, useEffect, useMemo, useRef, useState } from "preact/hooks";

import { type Answer, api, type CurrentSession, showSession, watchSession } from "../api/client";
import { asFailure, type Failure } from "../api/failure";
import { type Deadline, deadlineOf, moved } from "./deadline";
import { nobodyKnown, noteSession, onOtherSession } from "./known";
import { onOtherTab, tellOtherTabs } from "./tabs";

/** Why nobody is signed in any more: what the sign-in screen says. */
export type Notice = "idle" | "over" | "elsewhere" | "cookies" | "signedOut" | "activated" | "activatedLoginTaken";

/** What has just led into the account: what the start page says. */
export type Arrival = "activated" | "activatedLoginTaken";

export type SessionState =
  | { phase: "checking" }
  | { phase: "out"; notice?: Notice }
  | { phase: "in"; who: CurrentSession; switched?: boolean; arrival?: Arrival }
  | { phase: "unknown"; failure: Failure };

interface Session {
  state: SessionState;
  deadline: Deadline | undefined;
  check: () => void;
  signIn: (login: string, password: string) => Promise<void>;
  /** Goes on with the session an answer opened or changed. */
  enter: (answer: Answer<CurrentSession>, arrival?: Arrival) => void;
  signOut: () => Promise<void>;
  /** Asks, when by the clock here the session is over, whether it is; ends it here unless the portal says it lives. */
  lapse: () => Promise<void>;
  stay: () => Promise<void>;
  /** Goes on with another customer, whom `choose` tells the portal. */
  actFor: (choose: () => Promise<unknown>) => Promise<void>;
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
  const now = useRef({ state, deadline });
  now.current = { state, deadline };
  const last = useRef<CurrentSession>(undefined);
  // Until the browser has sent the cookie back once, it may have thrown it away.
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

  /** The session is gone although by the clock here it need not be. */
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
        tellOtherTabs("used");
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
      tellOtherTabs("used");
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
        tellOtherTabs("signedOut");
        leave("signedOut");
      },
      stay,
      actFor: async (choose) => {
        await choose();
        // What this page was called until now is another customer's.
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
