import type { ComponentChildren } from "preact";
import { useState } from "preact/hooks";

import { Button } from "../../components/button";
import { Field } from "../../components/field";
import type { QueueCounts } from "./api";
import type { Filters } from "./queue";
import { words } from "./words";

interface QueueFiltersProps {
  filters: Filters;
  counts: QueueCounts | undefined;
  onShow: (change: Filters) => void;
}

/** The filters of the queue: whose turn, assignee and kind, each with its count. */
export function QueueFilters({ filters, counts, onShow }: QueueFiltersProps) {
  const [number, setNumber] = useState(filters.numer ?? "");
  const turn = filters.kolej === "klient" ? "klient" : "";
  const lane = counts && (turn ? counts.customer : counts.office);
  return (
    <>
      <Choice
        label={words.queue.turns}
        chosen={turn}
        options={[
          ["", <Counted label={words.queue.office} count={counts?.office.total} />],
          ["klient", <Counted label={words.queue.customer} count={counts?.customer.total} />],
        ]}
        onChoose={(kolej) => onShow({ kolej })}
      />
      <div class="office-filters">
        <Choice
          label={words.queue.whose}
          chosen={filters.kto ?? ""}
          options={[
            ["", <Counted label={words.queue.all} count={lane?.total} />],
            ["moje", <Counted label={words.queue.mine} count={lane?.mine} />],
            ["niczyje", <Counted label={words.queue.nobodys} count={lane?.unassigned} />],
          ]}
          onChoose={(kto) => onShow({ kto })}
        />
        <div class="filter">
          <label for="office-kind">{words.queue.kind}</label>
          <select id="office-kind" value={filters.rodzaj ?? ""} onChange={(event) => onShow({ rodzaj: event.currentTarget.value })}>
            <option value="">{words.queue.anyKind}</option>
            {(Object.keys(words.kind) as (keyof typeof words.kind)[]).map((kind) => (
              <option key={kind} value={kind}>
                {words.kind[kind]}
                {lane && ` (${lane.kinds[kind] ?? 0})`}
              </option>
            ))}
          </select>
        </div>
        <form
          class="office-find"
          onSubmit={(event) => {
            event.preventDefault();
            onShow({ numer: number.trim() });
          }}
        >
          <Field name="numer" label={words.queue.number} hint={words.queue.numberHint} value={number} onValue={setNumber} required={false} maxLength={20} />
          <Button kind="quiet" type="submit">
            {words.queue.find}
          </Button>
        </form>
        <label class="check office-late">
          <input type="checkbox" checked={Boolean(filters.termin)} onChange={(event) => onShow({ termin: event.currentTarget.checked ? "po" : "" })} />
          <span>
            <Counted label={words.queue.overdue} count={lane?.overdue} />
          </span>
        </label>
      </div>
      <p class="office-today">{lane ? words.queue.today(lane.today) : "\u00a0"}</p>
    </>
  );
}

/** A label and its count, for which there is space before it is known. */
function Counted({ label, count }: { label: string; count: number | undefined }) {
  return (
    <>
      {label} <span class="office-count">{count !== undefined && `(${count})`}</span>
    </>
  );
}

interface ChoiceProps {
  label: string;
  chosen: string;
  options: [string, ComponentChildren][];
  onChoose: (value: string) => void;
}

/** A group of toggle buttons of which one is pressed. */
export function Choice({ label, chosen, options, onChoose }: ChoiceProps) {
  return (
    <div class="office-choice" role="group" aria-label={label}>
      {options.map(([value, name]) => (
        <button key={value} type="button" aria-pressed={value === chosen} onClick={() => onChoose(value)}>
          {name}
        </button>
      ))}
    </div>
  );
}
