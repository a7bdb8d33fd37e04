import { useState } from "preact/hooks";

import { useAnswer } from "../../api/use-answer";
import { ShowOlder } from "../../components/show-older";
import { Table } from "../../components/table";
import { Moment } from "../../components/values";
import { WaitFor } from "../../components/waiting";
import { type DeedPage, leadApi } from "./lead-api";
import { LeadPage } from "./lead-page";
import { leadWords } from "./lead-words";
import { words } from "./words";

/** The log of what leads did; append-only. */
export function LeadDeeds() {
  const arriving = useAnswer((signal) => leadApi.deeds(undefined, signal), "deeds");
  return (
    <LeadPage page="deeds">
      <p>{leadWords.deeds.intro}</p>
      <WaitFor on={arriving} rows={6}>
        {(first) => <Pages first={first} />}
      </WaitFor>
    </LeadPage>
  );
}

function Pages({ first }: { first: DeedPage }) {
  const text = leadWords.deeds;
  const [shown, setShown] = useState(first);
  if (shown.items.length === 0) return <p class="office-empty">{text.none}</p>;
  return (
    <>
      <Table
        caption={text.caption}
        rows={shown.items}
        rowKey={({ id }) => id}
        columns={[
          { head: text.at, cell: ({ at }) => <Moment instant={at} /> },
          { head: text.by, cell: ({ by }) => <bdi>{by}</bdi> },
          { head: text.deed, rowHead: true, cell: ({ deed }) => text.names[deed] },
          { head: text.what, cell: ({ what }) => <span class="office-reason-text">{what}</span> },
        ]}
      />
      <ShowOlder
        after={shown.next}
        label={text.more}
        busyLabel={words.loading}
        onShow={async (after, signal) => {
          const { data } = await leadApi.deeds(after, signal);
          setShown((before) => ({ items: [...before.items, ...data.items], next: data.next }));
        }}
      />
    </>
  );
}
