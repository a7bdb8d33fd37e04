import { useEffect, useState } from "preact/hooks";

import { type Person, profileApi } from "../../api/profile";
import { useAnswer } from "../../api/use-answer";
import { useAction } from "../../components/action";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { ProblemLine } from "../../components/problem-line";
import { Tile } from "../../components/tile";
import { WaitFor } from "../../components/waiting";
import { dateTime, plainDate } from "../../i18n/format";
import { PATHS } from "../../paths";
import { InviteForm } from "./invite-form";
import { Onward } from "./onward";
import { MyDataPage } from "./my-data-page";
import { useProfileText } from "./text";

const alive = ({ state }: Person) => state === "active" || state === "invited";

/** The persons a customer has authorised, with inviting and revoking. */
export function People() {
  const text = useProfileText().people;
  const [round, setRound] = useState(0);
  const [said, setSaid] = useState<string>();
  const people = useAnswer((signal) => profileApi.people(signal), `people ${round}`);
  const [changing, setChanging] = useState<Person>();
  useEffect(() => {
    if (changing) document.getElementById("dostep")?.scrollIntoView();
  }, [changing]);
  const changed = (sentence: string) => {
    setChanging(undefined);
    setSaid(sentence);
    setRound(round + 1);
  };
  return (
    <MyDataPage title={text.title}>
      <p class="lead">{text.lead}</p>
      {said && <Banner tone="good">{said}</Banner>}
      <WaitFor on={people} rows={4}>
        {({ items }) => (
          <>
            <Listed title={text.list} people={items.filter(alive)} onEnded={(who) => changed(text.ended(who))} onChange={setChanging} />
            {items.some((one) => !alive(one)) && (
              <details class="more-filters">
                <summary>{text.olderTitle}</summary>
                <Listed title={text.olderTitle} people={items.filter((one) => !alive(one))} />
              </details>
            )}
          </>
        )}
      </WaitFor>
      <Onward path={PATHS.accessLog}>{text.toLog}</Onward>
      <InviteForm
        key={`${round} ${changing?.id}`}
        person={changing}
        onSent={(who) => changed((changing ? text.changed : text.sent)(who))}
        {...(changing && { onCancel: () => setChanging(undefined) })}
      />
    </MyDataPage>
  );
}

interface ListedProps {
  title: string;
  people: Person[];
  onEnded?: (who: string) => void;
  onChange?: (person: Person) => void;
}

function Listed({ title, people, onEnded, onChange }: ListedProps) {
  const { people: text, roles } = useProfileText();
  const action = useAction();
  if (people.length === 0) return <p class="empty">{text.none}</p>;
  return (
    <Tile title={title}>
      <ProblemLine failure={action.failure} />
      <ul class="points">
        {people.map((person) => {
          const { id, name, email, state, role, contracts, until, linkExpiresAt } = person;
          const who = name ?? email;
          const facts = [
            text.role(roles[role]),
            contracts ? text.contracts(contracts.length) : text.allContracts,
            until ? text.until(plainDate(until)) : text.forever,
          ];
          return (
            <li key={id}>
              <strong>{who}</strong> <span class={`badge ${state === "active" ? "badge-over" : "badge-plain"}`}>{text.states[state]}</span>
              {name && <span class="small muted block">{email}</span>}
              <span class="block">{facts.join(", ")}</span>
              {state === "invited" && <span class="small muted block">{text.linkUntil(dateTime(linkExpiresAt))}</span>}
              {onEnded && (
                <div class="actions">
                  {onChange && (
                    <Button kind="quiet" label={text.changeWhich(who)} onClick={() => onChange(person)}>
                      {text.change}
                    </Button>
                  )}
                  <Button
                    kind="quiet"
                    label={(state === "active" ? text.endWhich : text.withdrawWhich)(who)}
                    busy={action.busy === id}
                    busyLabel={text.ending}
                    onClick={() =>
                      void action.run(async () => {
                        await profileApi.endPerson(id);
                        onEnded(who);
                      }, id)
                    }
                  >
                    {state === "active" ? text.end : text.withdraw}
                  </Button>
                </div>
              )}
            </li>
          );
        })}
      </ul>
    </Tile>
  );
}
