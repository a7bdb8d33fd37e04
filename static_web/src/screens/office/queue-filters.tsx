import { useState } from "preact/hooks";

import { Button } from "../../components/button";
import { Field } from "../../components/field";
import type { QueueCounts } from "./api";
import type { Filters } from "./queue";
import { counted, words } from "./words";

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
          ["", words.queue.office(counts?.office.total)],
          ["klient", words.queue.customer(counts?.customer.total)],
        ]}
        onChoose={(kolej) => onShow({ kolej })}
      />
      <div class="office-filters">
        <Choice
          label={words.queue.whose}
          chosen={filters.kto ?? ""}
          options={[
            ["", words.queue.all(lane?.total)],
            ["moje", words.queue.mine(lane?.mine)],
            ["niczyje", words.queue.nobodys(lane?.unassigned)],
          ]}
          onChoose={(kto) => onShow({ kto })}
        />
        <div class="filter">
          <label for="office-kind">{words.queue.kind}</label>
          <select id="office-kind" value={filters.rodzaj ?? ""} onChange={(event) => onShow({ rodzaj: event.currentTarget.value })}>
            <option value="">{words.queue.anyKind}</option>
            {(Object.keys(words.kind) as (keyof typeof words.kind)[]).map((kind) => (
              <option key={kind} value={kind}>
                {counted(words.kind[kind])(lane && (lane.kinds[kind] ?? 0))}
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
          <span>{words.queue.overdue(lane?.overdue)}</span>
        </label>
      </div>
      {lane && lane.today > 0 && <p class="office-today">{words.queue.today(lane.today)}</p>}
    </>
  );
}

interface ChoiceProps {
  label: string;
  chosen: string;
  options: [string, string][];
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
