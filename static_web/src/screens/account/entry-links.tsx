import type { ComponentChildren } from "preact";

import { useAction } from "../../components/action";
import { Button } from "../../components/button";
import { MailIcon, SignOutIcon } from "../../components/icons";
import { PageTitle } from "../../components/page";
import { ProblemLine } from "../../components/problem-line";
import { useAccountText } from "./text";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";
import { useSession } from "../../session/session";
import { useSignInText } from "../sign-in/text";

/** The links below a screen shown without a session: back to sign-in, and to the contact screen. */
export function EntryLinks({ children }: { children?: ComponentChildren }) {
  const signInText = useSignInText();
  return (
    <div class="entry-links">
      {children}
      <p>
        <a href={PATHS.signIn}>{useAccountText().backToSignIn}</a>
      </p>
      <p>
        {signInText.trouble} <a href={PATHS.contact}>{signInText.contact}</a>
      </p>
    </div>
  );
}

interface MailSentProps {
  title: string;
  sent: string;
  next?: string;
  tips: string[];
  again: string;
  onAgain: () => void;
}

/** Says to look into the mailbox, in the same words whether or not a mail was sent. */
export function MailSent({ title, sent, next, tips, again, onAgain }: MailSentProps) {
  const signInText = useSignInText();
  const text = useAccountText();
  return (
    <>
      <span class="entry-icon">
        <MailIcon size={40} />
      </span>
      <PageTitle>{title}</PageTitle>
      <p class="lead">{sent}</p>
      {next && <p>{next}</p>}
      <p>
        <a class="button button-main button-wide" href={PATHS.signIn}>
          {text.toSignIn}
        </a>
      </p>
      <h2>{text.forgotPassword.nothing}</h2>
      <ul class="list">
        {tips.map((tip) => (
          <li key={tip}>{tip}</li>
        ))}
      </ul>
      <Button kind="quiet" wide onClick={onAgain}>
        {again}
      </Button>
      <div class="entry-links">
        <p>
          {signInText.trouble} <a href={PATHS.contact}>{signInText.contact}</a>
        </p>
      </div>
    </>
  );
}

/** The links below a step that a session must pass: to the contact screen, and signing out. */
export function PendingStepLinks({ question }: { question: string }) {
  const signInText = useSignInText();
  const words = useText();
  const { signOut } = useSession();
  const action = useAction();
  return (
    <div class="entry-links">
      <p>
        {question} <a href={PATHS.contact}>{signInText.contact}</a>
      </p>
      <ProblemLine failure={action.failure} />
      <Button
        kind="quiet"
        busy={action.busy !== undefined}
        busyLabel={words.signingOut}
        onClick={() => void action.run(signOut)}
      >
        <SignOutIcon size={20} />
        {words.signOut}
      </Button>
    </div>
  );
}
