import { useState } from "preact/hooks";

import { type Access, type AccessPage, profileApi } from "../../api/profile";
import { useAnswer } from "../../api/use-answer";
import { ShowOlder } from "../../components/show-older";
import { Tile } from "../../components/tile";
import { WaitFor } from "../../components/waiting";
import { dateTime } from "../../i18n/format";
import { documentPath } from "../../paths";
import { MyDataPage } from "./my-data-page";
import { useProfileText } from "./text";

/** The access log: who viewed or changed what of a customer. */
export function AccessLog() {
  const text = useProfileText().log;
  const first = useAnswer((signal) => profileApi.accessLog(undefined, signal), "access-log");
  return (
    <MyDataPage title={text.title}>
      <p class="lead">{text.lead}</p>
      <WaitFor on={first} rows={6}>
        {(page) => <Entries first={page} />}
      </WaitFor>
    </MyDataPage>
  );
}

function Entries({ first }: { first: AccessPage }) {
  const text = useProfileText().log;
  const [{ items, next }, setShown] = useState(first);
  if (items.length === 0) return <p class="empty">{text.none}</p>;
  return (
    <Tile title={text.entries}>
      <ul class="points">
        {items.map((entry) => (
          <Entry key={`${entry.at} ${entry.deed} ${entry.thingId}`} entry={entry} />
        ))}
      </ul>
      <ShowOlder
        after={next}
        label={text.older}
        busyLabel={text.loading}
        onShow={async (after, signal) => {
          const { data } = await profileApi.accessLog(after, signal);
          setShown({ items: [...items, ...data.items], next: data.next });
        }}
      />
    </Tile>
  );
}

function Entry({ entry: { at, role, name, deed, thingId, thingName, reason } }: { entry: Access }) {
  const text = useProfileText().log;
  return (
    <li>
      <strong>{name}</strong> <span class="muted">({text.roles[role]})</span>
      <span class="block">
        {text.deeds[deed]}
        {thingName && `: ${thingName}`}
        {deed === "billing_seen" && thingId && (
          <>
            {" "}
            <a href={documentPath(thingId)}>{text.document}</a>
          </>
        )}
      </span>
      <span class="small muted block">
        {dateTime(at)}
        {reason && `, ${text.reason(reason)}`}
      </span>
    </li>
  );
}
