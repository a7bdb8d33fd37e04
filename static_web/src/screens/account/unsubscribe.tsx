import { useState } from "preact/hooks";

import { type MailPreferences, profileApi } from "../../api/profile";
import { useAction } from "../../components/action";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { CheckIcon } from "../../components/icons";
import { PageTitle } from "../../components/page";
import { ProblemLine } from "../../components/problem-line";
import { PATHS } from "../../paths";
import { forgetLinkToken, useLinkToken } from "../registration/link-token";
import { useAccountText } from "./text";

/** The target of the unsubscribe link in mails. Acts on a click only, because mail scanners open links too. */
export function Unsubscribe() {
  const text = useAccountText();
  const words = text.unsubscribe;
  const token = useLinkToken(PATHS.unsubscribe);
  const action = useAction();
  const [off, setOff] = useState<keyof MailPreferences>();

  const act = () =>
    action.run(async () => {
      const { data } = await profileApi.unsubscribe(token);
      forgetLinkToken();
      setOff(camelCase(data.notice) as keyof MailPreferences);
    });

  if (off) {
    return (
      <>
        <span class="entry-icon">
          <CheckIcon size={40} />
        </span>
        <PageTitle>{words.doneTitle}</PageTitle>
        <p class="lead" role="status">
          {words.done(text.mailPreferences.notices[off].name)}
        </p>
        <p>
          <a href={PATHS.mailPreferences}>{words.all}</a>
        </p>
      </>
    );
  }
  const dead = !token || action.failure?.code === "not_found" || action.failure?.code === "validation_failed";
  return (
    <>
      <PageTitle>{words.title}</PageTitle>
      {dead ? (
        <>
          <Banner tone="due">{text.emailLink.incomplete}</Banner>
          <p>
            <a href={PATHS.mailPreferences}>{words.all}</a>
          </p>
        </>
      ) : (
        <>
          <p class="lead">{words.lead}</p>
          <ProblemLine failure={action.failure} />
          <Button busy={action.busy !== undefined} busyLabel={text.emailLink.busy} onClick={() => void act()}>
            {words.submit}
          </Button>
        </>
      )}
    </>
  );
}

function camelCase(snake: string): string {
  return snake.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
