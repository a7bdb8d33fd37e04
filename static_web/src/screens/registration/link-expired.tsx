import { ClockIcon } from "../../components/icons";
import { PageTitle } from "../../components/page";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";
import { useRegistrationText } from "./text";
import { useSignInText } from "../sign-in/text";

export function LinkExpired() {
  return <DeadLink used={false} />;
}

/** The screen of an expired or used link, and what to do next. */
export function DeadLink({ used }: { used: boolean }) {
  const registrationText = useRegistrationText();
  const signInText = useSignInText();
  const text = useText();
  return (
    <>
      <span class="entry-icon">
        <ClockIcon size={40} />
      </span>
      <PageTitle>{used ? registrationText.linkExpired.titleUsed : registrationText.linkExpired.title}</PageTitle>
      <p class="lead">{used ? text.problem.link_used : text.problem.link_expired}</p>
      <p>
        <a class="button button-main button-wide" href={used ? PATHS.signIn : PATHS.register}>
          {used ? signInText.title : signInText.register}
        </a>
      </p>
      <div class="entry-links">
        <p>
          {signInText.trouble} <a href={PATHS.contact}>{signInText.contact}</a>
        </p>
      </div>
    </>
  );
}
