import { accountApi } from "../../api/account";
import { useAction } from "../../components/action";
import { Button } from "../../components/button";
import { ProblemLine } from "../../components/problem-line";
import { Tile } from "../../components/tile";
import { PATHS } from "../../paths";
import { useSession } from "../../session/session";
import { useDashboardText } from "./text";

/** Offers to choose a login, until accepted or declined. */
export function LoginOffer() {
  const text = useDashboardText().loginOffer;
  const { refresh } = useSession();
  const action = useAction();
  const decline = () =>
    action.run(async () => {
      await accountApi.declineLoginOffer();
      await refresh();
    });
  return (
    <Tile title={text.title}>
      <p>{text.text}</p>
      <ProblemLine failure={action.failure} />
      <div class="actions">
        <a class="button button-quiet" href={PATHS.changeLogin}>
          {text.choose}
        </a>
        <Button kind="quiet" busy={action.busy !== undefined} busyLabel={text.busy} onClick={() => void decline()}>
          {text.later}
        </Button>
      </div>
    </Tile>
  );
}
