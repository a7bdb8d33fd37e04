import { useState } from "preact/hooks";

import { type Consents, profileApi } from "../../api/profile";
import { useAnswer } from "../../api/use-answer";
import { useAction } from "../../components/action";
import { Button } from "../../components/button";
import { ProblemLine } from "../../components/problem-line";
import { Tile } from "../../components/tile";
import { WaitFor } from "../../components/waiting";
import { dateOf } from "../../i18n/format";
import { randomKey } from "../../rules/amount";
import { ChangeLines } from "./change-lines";
import { noticingStale } from "./stale";
import { useProfileText } from "./text";

/** The consents at billing, each with its text and a button that gives or withdraws it. */
export function ConsentsTile({ writes }: { writes: boolean }) {
  const text = useProfileText().myData;
  const [round, setRound] = useState(0);
  const consents = useAnswer((signal) => profileApi.consents(signal), `consents ${round}`);
  return (
    <Tile title={text.consents}>
      <WaitFor on={consents} rows={4}>
        {(data) => <List key={data.version} initial={data} writes={writes} onStale={() => setRound(round + 1)} />}
      </WaitFor>
    </Tile>
  );
}

function List({ initial, writes, onStale }: { initial: Consents; writes: boolean; onStale: () => void }) {
  const text = useProfileText();
  const words = text.myData;
  const [consents, setConsents] = useState(initial);
  const action = useAction();
  const decide = (key: string, granted: boolean) =>
    void action.run(async () => {
      const change = profileApi.changeConsent(key, granted, consents.version, randomKey());
      setConsents((await noticingStale(change, onStale)).data);
    }, key);
  if (consents.items.length === 0) return <p class="empty">{words.noConsents}</p>;
  return (
    <>
      <p>{words.consentsNote}</p>
      <ProblemLine failure={action.failure} own={text.problem} />
      {consents.items.map(({ key, title, text: agreed, version, decidedAt, granted }) => {
        const open = consents.changes.filter((one) => one.state !== "refused" && one.consents.some((asked) => asked.key === key));
        const wanted = open[open.length - 1]?.consents.filter((asked) => asked.key === key)[0]?.granted ?? granted;
        const name = title ?? key;
        const facts = [decidedAt && words.decided(dateOf(decidedAt)), version && words.version(version)].filter(Boolean);
        return (
          <div key={key} class="choice">
            <strong lang="pl">{name}</strong>{" "}
            <span class={granted ? "badge badge-over" : "badge badge-plain"}>{granted ? words.granted : words.notGranted}</span>
            {agreed && (
              <p class="choice-text" lang="pl">
                {agreed}
              </p>
            )}
            {facts.length > 0 && <span class="small muted block">{facts.join(", ")}</span>}
            <ChangeLines
              changes={consents.changes}
              wants={(change) => {
                const asked = change.consents.filter((one) => one.key === key)[0];
                return asked && (asked.granted ? words.granted : words.notGranted);
              }}
            />
            {writes && (
              <p>
                <Button
                  kind="quiet"
                  label={(wanted ? words.withdrawWhich : words.giveWhich)(name)}
                  busy={action.busy === key}
                  busyLabel={words.saving}
                  onClick={() => decide(key, !wanted)}
                >
                  {wanted ? words.withdraw : words.give}
                </Button>
              </p>
            )}
          </div>
        );
      })}
    </>
  );
}
