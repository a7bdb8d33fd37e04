import { useLocation } from "preact-iso";
import { useEffect, useRef, useState } from "preact/hooks";

import { Button } from "../../components/button";
import { CloseIcon } from "../../components/icons";
import { useBillingText } from "./text";
import { plainDate } from "../../i18n/format";
import { useText } from "../../i18n/text";
import { type FilterWords, filterPath, KINDS, periodRunsBack, SORTS, STATES } from "./filter";
import { contractName, pointChoice, type Supply, SupplyFilter } from "./supply-filter";

/** The filter: state, search by number, and more in a disclosure. Its state is in the address. */
export function FilterPanel({ words, supply, onOpen }: { words: FilterWords; supply: Supply; onOpen: () => void }) {
  const billing = useBillingText();
  const text = billing.filter;
  const { route } = useLocation();
  const [search, setSearch] = useState(words.szukaj ?? "");
  useEffect(() => setSearch(words.szukaj ?? ""), [words.szukaj]);
  const more = useRef<HTMLElement>(null);
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
      <details class="more-filters" onToggle={({ currentTarget }) => currentTarget.open && onOpen()}>
        <summary ref={more}>{text.more}</summary>
        <MoreFilters words={words} supply={supply} onChange={(changes) => route(to(changes), true)} />
      </details>
      {periodRunsBack(words) && (
        <p class="problem-line" role="alert">
          {billing.statement.wrongPeriod}
        </p>
      )}
      {/* A removed chip loses the focus, so it moves to the filters. */}
      <UsedFilters words={words} supply={supply} onRemove={() => more.current?.focus()} />
    </div>
  );
}

interface MoreFiltersProps {
  words: FilterWords;
  supply: Supply;
  onChange: (changes: FilterWords) => void;
}

function useKindWords(): Record<string, string> {
  const { invoices, corrections, interestNotes } = useText().documents;
  return { faktury: invoices, korekty: corrections, noty: interestNotes };
}

function MoreFilters({ words, supply, onChange }: MoreFiltersProps) {
  const text = useBillingText().filter;
  const kinds = useText().documents;
  const kindWords = useKindWords();
  return (
    <div class="filter-fields">
      <p class="filter">
        <label for="kind-filter">{kinds.filter}</label>
        <select
          id="kind-filter"
          value={KINDS[words.rodzaj ?? ""] ? words.rodzaj : ""}
          onChange={({ currentTarget }) => onChange({ rodzaj: currentTarget.value })}
        >
          <option value="">{kinds.all}</option>
          {Object.keys(kindWords).map((kind) => (
            <option key={kind} value={kind}>
              {kindWords[kind]}
            </option>
          ))}
        </select>
      </p>
      <DateFilter id="from-filter" label={text.from} value={words.od} onValue={(od) => onChange({ od })} />
      <DateFilter id="to-filter" label={text.to} value={words.do} onValue={(until) => onChange({ do: until })} />
      <p class="filter">
        <label for="sort-filter">{text.sort}</label>
        <select
          id="sort-filter"
          value={SORTS[words.kolejnosc ?? ""] ? words.kolejnosc : "najnowsze"}
          onChange={({ currentTarget }) => onChange({ kolejnosc: currentTarget.value })}
        >
          {Object.keys(SORTS).map((sort) => (
            <option key={sort} value={sort}>
              {text.sorts[SORTS[sort] ?? "newest"]}
            </option>
          ))}
        </select>
      </p>
      {/* Last, since they come when the rest is there already. */}
      <SupplyFilter supply={supply} words={words} onChange={onChange} />
    </div>
  );
}

/** The active filters other than state and search, each with a button that removes it. */
function UsedFilters({ words, supply, onRemove }: { words: FilterWords; supply: Supply; onRemove: () => void }) {
  const text = useBillingText().filter;
  const kinds = useText().documents;
  const kindWords = useKindWords();
  const used: { name: keyof FilterWords; what: string; value?: string | undefined; billing?: boolean }[] = [
    {
      name: "umowa",
      what: text.contract,
      value: supply.contract && contractName(supply.contract, text.ended),
      billing: true,
    },
    { name: "punkt", what: text.point, value: supply.point && pointChoice(supply.point).label, billing: true },
    { name: "rodzaj", what: kinds.filter, value: kindWords[words.rodzaj ?? ""] },
    { name: "od", what: text.from, value: words.od && plainDate(words.od) },
    { name: "do", what: text.to, value: words.do && plainDate(words.do) },
  ];
  const chips = used.filter(({ name }) => words[name]);
  if (chips.length === 0 && !words.stan && !words.szukaj && !words.kolejnosc) return null;
  return (
    <div class="used-filters">
      {chips.map(({ name, what, value, billing }) => (
        <a key={name} href={filterPath({ ...words, [name]: "" })} onClick={onRemove}>
          <span class="visually-hidden">{text.remove} </span>
          <span>
            {what}
            {value && (
              <>
                : <strong lang={billing ? "pl" : undefined}>{value}</strong>
              </>
            )}
          </span>
          <CloseIcon size={16} />
        </a>
      ))}
      <a class="clear-filters" href={filterPath({})} onClick={onRemove}>
        {text.clear}
      </a>
    </div>
  );
}

interface DateFilterProps {
  id: string;
  label: string;
  value: string | undefined;
  onValue: (value: string) => void;
}

/** A date field; plain text in ISO format in browsers without date inputs. */
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
