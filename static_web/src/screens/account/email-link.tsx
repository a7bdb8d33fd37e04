import { useState } from "preact/hooks";

import { accountApi } from "../../api/account";
import { useAction } from "../../components/action";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { CheckIcon, ClockIcon } from "../../components/icons";
import { PageTitle } from "../../components/page";
import { ProblemLine } from "../../components/problem-line";
import { useAccountText } from "./text";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";
import { useSession } from "../../session/session";
import { forgetLinkToken, useLinkToken } from "../registration/link-token";
import { useSignInText } from "../sign-in/text";

type Kind = "confirm" | "undo";

/** The outcome, kept outside of the component because a changed session mounts it anew in another frame. */
let outcome: { kind: Kind; address: string } | undefined;

const DEAD = ["confirmation_expired", "not_found"];

export function ConfirmEmail() {
  const token = useLinkToken(PATHS.confirmEmail);
  return <EmailLink key={token} kind="confirm" token={token} />;
}

export function UndoEmail() {
  const token = useLinkToken(PATHS.undoEmail);
  return <EmailLink key={token} kind="undo" token={token} />;
}

/** The target of the links in mails about a change of address. Acts on a click only, because mail scanners open links too. */
function EmailLink({ kind, token }: { kind: Kind; token: string }) {
  const signInText = useSignInText();
  const words = useText();
  const text = useAccountText().emailLink;
  const { state, check } = useSession();
  const action = useAction();
  const [address, setAddress] = useState(() => (!token && outcome?.kind === kind ? outcome.address : undefined));
  const title = kind === "confirm" ? text.confirmTitle : text.undoTitle;

  const act = () =>
    action.run(async () => {
      const { data } = await (kind === "confirm" ? accountApi.confirmEmail(token) : accountApi.undoEmail(token));
      forgetLinkToken();
      outcome = { kind, address: data.email };
      setAddress(data.email);
      check(); // the session of this browser may be one of those that ended
    });

  if (address) {
    return (
      <>
        <span class="entry-icon">
          <CheckIcon size={40} />
        </span>
        <PageTitle>{title}</PageTitle>
        <p class="lead">{kind === "confirm" ? text.confirmed(address) : text.undone(address)}</p>
        {kind === "undo" && <p>{text.undoneNext}</p>}
        <p>
          {kind === "undo" ? (
            <a class="button button-main" href={PATHS.forgotPassword}>
              {text.undoneReset}
            </a>
          ) : (
            <a class="button button-main" href={PATHS.security}>
              {state.phase === "in" ? text.toSecurity : signInText.title}
            </a>
          )}
        </p>
      </>
    );
  }
  if (action.failure && DEAD.includes(action.failure.code)) {
    return (
      <>
        <span class="entry-icon">
          <ClockIcon size={40} />
        </span>
        <PageTitle>{text.dead}</PageTitle>
        <p class="lead">{words.problem.confirmation_expired}</p>
        <p>
          <a href={PATHS.contact}>{signInText.contact}</a>
        </p>
      </>
    );
  }
  if (!token) {
    return (
      <>
        <PageTitle>{title}</PageTitle>
        <Banner tone="due">{text.incomplete}</Banner>
      </>
    );
  }
  return (
    <>
      <PageTitle>{title}</PageTitle>
      <p class="lead">{kind === "confirm" ? text.confirmLead : text.undoLead}</p>
      <ProblemLine failure={action.failure} />
      <Button busy={action.busy !== undefined} busyLabel={text.busy} onClick={() => void act()}>
        {kind === "confirm" ? text.confirm : text.undo}
      </Button>
    </>
  );
}
