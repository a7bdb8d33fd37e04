import { type ApiKey, profileApi } from "../../../api/profile";
import { useAction } from "../../../components/action";
import { Button } from "../../../components/button";
import { ProblemLine } from "../../../components/problem-line";
import { Tile } from "../../../components/tile";
import { dateOf, dateTime } from "../../../i18n/format";
import { useSupplyText } from "../text";

/** The keys with their last use, and a button to revoke each. */
export function KeyList({ keys, onEnded }: { keys: ApiKey[]; onEnded: (id: string) => void }) {
  const text = useSupplyText().apiKeys;
  const { busy, failure, run } = useAction();
  const end = (id: string) =>
    run(async () => {
      await profileApi.endApiKey(id);
      onEnded(id);
    }, id);
  if (keys.length === 0) return <p class="empty">{text.none}</p>;
  return (
    <Tile title={text.yours}>
      <ProblemLine failure={failure} />
      <ul class="points">
        {keys.map(({ id, name, scopes, createdAt, expiresAt, uses }) => (
          <li key={id}>
            <strong>{name}</strong>
            <span class="block">{scopes.map((scope) => text.scopes[scope]).join("; ")}</span>
            <span class="small muted block">{text.lives(dateOf(createdAt), dateOf(expiresAt))}</span>
            {uses.length === 0 && <span class="small muted block">{text.neverUsed}</span>}
            {uses.slice(-3).map(({ at, source }) => (
              <span key={at + source} class="small muted block">
                {text.usedAt(dateTime(at), source)}
              </span>
            ))}
            <Button kind="quiet" busy={busy === id} busyLabel={text.ending} label={text.endWhich(name)} onClick={() => void end(id)}>
              {text.end}
            </Button>
          </li>
        ))}
      </ul>
    </Tile>
  );
}
