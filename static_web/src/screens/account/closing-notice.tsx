import { accountApi } from "../../api/account";
import { useAction } from "../../components/action";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { ProblemLine } from "../../components/problem-line";
import { useAccountText } from "./text";
import { dateTime } from "../../i18n/format";
import { PATHS } from "../../paths";
import { useSession } from "../../session/session";

/** The notice on the start page that the account will be closed, with a button that cancels it. */
export function ClosingNotice() {
  const text = useAccountText();
  const { state, refresh } = useSession();
  const action = useAction();
  const closesAt = state.phase === "in" ? state.who.closesAt : undefined;
  if (!closesAt) return null;
  const keep = () =>
    action.run(async () => {
      await accountApi.keepOpen();
      await refresh();
    });
  return (
    <section class="closing-notice" aria-label={text.ownAccount.closing}>
      <Banner tone="warn">{text.ownAccount.closingSoon(dateTime(closesAt))}</Banner>
      <ProblemLine failure={action.failure} />
      <div class="actions">
        <Button
          kind="quiet"
          busy={action.busy !== undefined}
          busyLabel={text.ownAccount.closeBusy}
          onClick={() => void keep()}
        >
          {text.ownAccount.changeMind}
        </Button>
        <a class="button button-quiet" href={PATHS.ownAccount}>
          {text.security.open}
        </a>
      </div>
    </section>
  );
}
