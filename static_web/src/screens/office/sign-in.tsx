import { useLocation } from "preact-iso";
import { useEffect, useState } from "preact/hooks";

import { asFailure, type Failure } from "../../api/failure";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { PageTitle } from "../../components/page";
import { Skeleton } from "../../components/waiting";
import { ownPath } from "../../rules/own-path";
import { PATHS } from "../../paths";
import { officeApi } from "./api";
import { OFFICE } from "./paths";
import { Problem } from "./problem";
import { useOffice } from "./session";
import { words } from "./words";

const NEXT = "mojbok-office-next";

/** The office's sign-in screen, which leads to Entra ID. */
export function SignIn() {
  const { state } = useOffice();
  const { url, path } = useLocation();
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<Failure>();

  const signIn = async () => {
    setBusy(true);
    setFailure(undefined);
    try {
      const { data } = await officeApi.begin();
      if (path !== OFFICE.entry) sessionStorage.setItem(NEXT, url);
      location.assign(data.address);
    } catch (error) {
      setFailure(asFailure(error));
      setBusy(false);
    }
  };

  const notice = state.phase === "out" ? state.notice : undefined;
  return (
    <>
      <PageTitle windowTitle={words.title}>{words.entry.title}</PageTitle>
      {notice && !failure && <Banner tone={notice === "over" ? "warn" : "good"}>{words.entry[notice]}</Banner>}
      <p>{words.entry.intro}</p>
      <Problem failure={failure} />
      <Button wide busy={busy} busyLabel={words.entry.signingIn} onClick={signIn}>
        {words.entry.signIn}
      </Button>
      <p class="office-customer">
        <a href={PATHS.signIn} target="_self">
          {words.entry.customer}
        </a>
      </p>
    </>
  );
}

/** The redirect target of Entra ID: takes its answer out of the fragment and opens the session. */
export function SignInReturn() {
  const { enter } = useOffice();
  const { route } = useLocation();
  const [answer] = useState(takeAnswer);
  const [failure, setFailure] = useState<Failure>();

  useEffect(() => {
    if (!answer) return;
    const openSession = async () => {
      const { data } = await officeApi.enter(answer);
      enter(data);
      route(ownPath(sessionStorage.getItem(NEXT) ?? undefined, OFFICE.queue), true);
      sessionStorage.removeItem(NEXT);
    };
    openSession().catch((error: unknown) => setFailure(asFailure(error)));
  }, []);

  if (answer && !failure) {
    return (
      <>
        <PageTitle windowTitle={words.title}>{words.entry.entering}</PageTitle>
        <Skeleton rows={2} />
      </>
    );
  }
  return (
    <>
      <Problem failure={failure} />
      <SignIn />
    </>
  );
}

/** The answer of Entra ID from the fragment, which is removed from the address and the history at once. */
function takeAnswer(): Record<string, string> | undefined {
  if (!location.hash) return undefined;
  const fields: Record<string, string> = {};
  new URLSearchParams(location.hash.slice(1)).forEach((value, name) => {
    if (["code", "state", "error"].includes(name)) fields[name] = value;
  });
  history.replaceState(null, "", location.pathname);
  return fields;
}
