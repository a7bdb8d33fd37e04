import { useState } from "preact/hooks";

import { type MadeApiKey, profileApi } from "../../../api/profile";
import { useAnswer } from "../../../api/use-answer";
import { CopyButton } from "../../../components/copy-button";
import { Tile } from "../../../components/tile";
import { WaitFor } from "../../../components/waiting";
import { SecurityPage } from "../../account/security-page";
import { useSupplyText } from "../text";
import { Examples } from "./examples";
import { KeyList } from "./key-list";
import { NewKeyForm } from "./new-key-form";

/** API keys: creating (shown once), revoking, and examples. */
export function ApiKeys() {
  const text = useSupplyText().apiKeys;
  const [changes, setChanges] = useState(0);
  const [made, setMade] = useState<MadeApiKey>();
  const answer = useAnswer((signal) => profileApi.apiKeys(signal), `keys ${changes}`);
  return (
    <SecurityPage title={text.title}>
      <p class="lead">{text.lead}</p>
      {made && <Made made={made} />}
      <WaitFor on={answer}>
        {({ items, most }) => (
          <>
            <KeyList
              keys={items}
              onEnded={(id) => {
                if (made?.id === id) setMade(undefined);
                setChanges(changes + 1);
              }}
            />
            {items.length < most ? (
              <NewKeyForm
                onMade={(key) => {
                  setMade(key);
                  setChanges(changes + 1);
                }}
              />
            ) : (
              <p>{text.tooMany(most)}</p>
            )}
          </>
        )}
      </WaitFor>
      <Examples />
    </SecurityPage>
  );
}

function Made({ made }: { made: MadeApiKey }) {
  const text = useSupplyText().apiKeys;
  return (
    <div role="status">
      <Tile title={text.made(made.name)} tone="over">
        <p>{text.copyNow}</p>
        <p>
          <code class="token">{made.token}</code> <CopyButton what={text.key} value={made.token} />
        </p>
      </Tile>
    </div>
  );
}
