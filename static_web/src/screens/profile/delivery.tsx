import { type DocumentKind, type Profile, profileApi } from "../../api/profile";
import { useAction } from "../../components/action";
import { Button } from "../../components/button";
import { ProblemLine } from "../../components/problem-line";
import { Tile } from "../../components/tile";
import { randomKey } from "../../rules/amount";
import { ChangeLines } from "./change-lines";
import { noticingStale } from "./stale";
import { useProfileText } from "./text";

interface DeliveryTileProps {
  title: string;
  profile: Profile;
  writes: boolean;
  onChange: (profile: Profile) => void;
  onStale: () => void;
}

/** The delivery of each kind of document, electronic or on paper; each button requests the other one. */
export function DeliveryTile({ title, profile, writes, onChange, onStale }: DeliveryTileProps) {
  const text = useProfileText();
  const words = text.myData;
  const action = useAction();
  const way = (electronic: boolean) => (electronic ? words.electronic : words.paper);
  const turn = (kind: DocumentKind, electronic: boolean) =>
    void action.run(async () => {
      const change = profileApi.changeDelivery(kind, electronic, profile.version, randomKey());
      onChange((await noticingStale(change, onStale)).data);
    }, kind);
  return (
    <Tile title={title}>
      <p>{words.deliveryNote}</p>
      <ProblemLine failure={action.failure} own={text.problem} />
      {profile.delivery.map(({ kind, electronic }) => {
        const open = profile.changes.filter((one) => one.state !== "refused" && one.delivery.some((asked) => asked.kind === kind));
        const wanted = open[open.length - 1]?.delivery.filter((asked) => asked.kind === kind)[0]?.electronic ?? electronic ?? false;
        return (
          <div key={kind} class="choice">
            <strong>{words.kinds[kind]}</strong>: {electronic === null ? words.unknown : way(electronic)}
            <ChangeLines
              changes={profile.changes}
              wants={({ delivery }) => {
                const asked = delivery.filter((one) => one.kind === kind)[0];
                return asked && way(asked.electronic);
              }}
            />
            {writes && (
              <p>
                <Button
                  kind="quiet"
                  label={(wanted ? words.toPaper : words.toElectronic)(words.kinds[kind])}
                  busy={action.busy === kind}
                  busyLabel={words.saving}
                  onClick={() => turn(kind, !wanted)}
                >
                  {wanted ? words.usePaper : words.useElectronic}
                </Button>
              </p>
            )}
          </div>
        );
      })}
    </Tile>
  );
}
