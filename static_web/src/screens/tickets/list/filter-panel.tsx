import { useLocation } from "preact-iso";
import { useEffect, useState } from "preact/hooks";

import { Button } from "../../../components/button";
import { useTicketsText } from "../text";
import { type FilterWords, filterPath, STATES } from "./filter";

/** The filter: state and search. Its state is in the address. */
export function FilterPanel({ words }: { words: FilterWords }) {
  const text = useTicketsText();
  const { route } = useLocation();
  const [search, setSearch] = useState(words.szukaj ?? "");
  useEffect(() => setSearch(words.szukaj ?? ""), [words.szukaj]);
  const to = (changes: FilterWords) => filterPath({ ...words, ...changes });
  return (
    <div class="filters ticket-filters">
      <nav class="chips" aria-label={text.filter.label}>
        {["", ...Object.keys(STATES)].map((state) => (
          <a key={state} href={to({ stan: state })} aria-current={(words.stan ?? "") === state ? "true" : undefined}>
            {state ? text.states[STATES[state] ?? "with_office"] : text.filter.everything}
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
        <label for="ticket-search">{text.filter.search}</label>
        <input id="ticket-search" type="search" maxLength={60} value={search} onInput={({ currentTarget }) => setSearch(currentTarget.value)} />
        <Button kind="quiet" type="submit">
          {text.filter.submit}
        </Button>
      </form>
    </div>
  );
}
