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

/** The ways on from a screen of the door: back to sign-in, and to people. */
export function DoorLinks({ children }: { children?: ComponentChildren }) {
  const signInText = useSignInText();
  return (
    <div class="door-more">
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

/** Where to look now, said in the same words whether or not anything was sent. */
export function MailSent({ title, sent, next, tips, again, onAgain }: MailSentProps) {
  const signInText = useSignInText();
  const text = useAccountText();
  return (
    <>
      <span class="door-sign">
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
      <div class="door-more">
        <p>
          {signInText.trouble} <a href={PATHS.contact}>{signInText.contact}</a>
        </p>
      </div>
    </>
  );
}

/** The ways out of a screen that must be passed: people, and signing out. */
export function StepLinks({ question }: { question: string }) {
  const signInText = useSignInText();
  const words = useText();
  const { signOut } = useSession();
  const action = useAction();
  return (
    <div class="door-more">
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
