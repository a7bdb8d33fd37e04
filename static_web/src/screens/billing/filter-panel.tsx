import { useLocation } from "preact-iso";
import { useState } from "preact/hooks";

import { Button } from "../../components/button";
import { useBillingText } from "../../i18n/billing/text";
import { useText } from "../../i18n/text";
import { type FilterWords, filterPath, KINDS, SORTS, STATES } from "./filter";

/** Chips for the state, a search by number, and the rest behind one press. Everything stands in the address. */
export function FilterPanel({ words }: { words: FilterWords }) {
  const text = useBillingText().filter;
  const { route } = useLocation();
  const [search, setSearch] = useState(words.szukaj ?? "");
  const to = (changes: FilterWords) => filterPath({ ...words, ...changes });
  return (
    <div class="filters">
      <nav class="chips" aria-label={text.states}>
        {["", ...Object.keys(STATES)].map((state) => (
          <a key={state} href={to({ stan: state })} aria-current={(words.stan ?? "") === state ? "true" : undefined}>
            {state ? text[STATES[state]?.word ?? "open"] : text.everything}
          </a>
        ))}
      </nav>
      <form
        class="search"
        role="search"
        onSubmit={(event) => {
          event.preventDefault();
          route(to({ szukaj: search.trim() }), true);
        }}
      >
        <label for="document-search">{text.search}</label>
        <input
          id="document-search"
          type="search"
          maxLength={60}
          value={search}
          onInput={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <Button kind="quiet" type="submit">
          {text.submit}
        </Button>
      </form>
      <MoreFilters words={words} />
    </div>
  );
}

function MoreFilters({ words }: { words: FilterWords }) {
  const text = useBillingText().filter;
  const kinds = useText().documents;
  const { route } = useLocation();
  const change = (changes: FilterWords) => route(filterPath({ ...words, ...changes }), true);
  const KIND_WORDS = { faktury: kinds.invoices, korekty: kinds.corrections, noty: kinds.interestNotes };
  const used = Boolean(words.rodzaj || words.od || words.do || words.kolejnosc || words.umowa || words.punkt);
  return (
    <details class="more-filters" open={used}>
      <summary>{text.more}</summary>
      <div class="filter-fields">
        <p class="filter">
          <label for="kind-filter">{kinds.filter}</label>
          <select
            id="kind-filter"
            value={KINDS[words.rodzaj ?? ""] ? words.rodzaj : ""}
            onChange={({ currentTarget }) => change({ rodzaj: currentTarget.value })}
          >
            <option value="">{kinds.all}</option>
            {(Object.keys(KIND_WORDS) as (keyof typeof KIND_WORDS)[]).map((kind) => (
              <option key={kind} value={kind}>
                {KIND_WORDS[kind]}
              </option>
            ))}
          </select>
        </p>
        <DateFilter id="from-filter" label={text.from} value={words.od} onValue={(od) => change({ od })} />
        <DateFilter id="to-filter" label={text.to} value={words.do} onValue={(until) => change({ do: until })} />
        <p class="filter">
          <label for="sort-filter">{text.sort}</label>
          <select
            id="sort-filter"
            value={SORTS[words.kolejnosc ?? ""] ? words.kolejnosc : "najnowsze"}
            onChange={({ currentTarget }) => change({ kolejnosc: currentTarget.value })}
          >
            {Object.keys(SORTS).map((sort) => (
              <option key={sort} value={sort}>
                {text.sorts[SORTS[sort] ?? "newest"]}
              </option>
            ))}
          </select>
        </p>
      </div>
      {words.umowa && <p>{text.contract}</p>}
      {words.punkt && <p>{text.point}</p>}
      <p>
        <a href={filterPath({})}>{text.clear}</a>
      </p>
    </details>
  );
}

interface DateFilterProps {
  id: string;
  label: string;
  value: string | undefined;
  onValue: (value: string) => void;
}

/** A day; in browsers without a calendar a text of the shape the calendar would give. */
export function DateFilter({ id, label, value, onValue }: DateFilterProps) {
  const text = useBillingText().filter;
  return (
    <p class="filter">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="date"
        placeholder={text.dateHint}
        value={value ?? ""}
        onChange={({ currentTarget }) => onValue(currentTarget.value)}
      />
    </p>
  );
}
