import { ClockIcon } from "../../components/icons";
import { PageTitle } from "../../components/page";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";

export function LinkExpired() {
  return <DeadLink used={false} />;
}

/** Where a link ends that no longer works, with the way on. */
export function DeadLink({ used }: { used: boolean }) {
  const text = useText();
  return (
    <>
      <span class="door-sign">
        <ClockIcon size={40} />
      </span>
      <PageTitle>{used ? text.linkExpired.titleUsed : text.linkExpired.title}</PageTitle>
      <p class="lead">{used ? text.problem.link_used : text.problem.link_expired}</p>
      <p>
        <a class="button button-main button-wide" href={used ? PATHS.signIn : PATHS.register}>
          {used ? text.signIn.title : text.signIn.register}
        </a>
      </p>
      <div class="door-more">
        <p>
          {text.signIn.trouble} <a href={PATHS.contact}>{text.signIn.contact}</a>
        </p>
      </div>
    </>
  );
}
