import { useRef } from "preact/hooks";

import type { Answer } from "../../api/client";
import { type ContractSummary, type PointSummary, supplyApi } from "../../api/supply";
import { useAnswer, type Waiting } from "../../api/use-answer";
import { Button } from "../../components/button";
import { type Choice, Combobox, type Found } from "../../components/combobox";
import { useBillingText } from "../../i18n/billing/text";
import { useText } from "../../i18n/text";
import { type FilterWords, queryOf } from "./filter";

/** As many as a plain list can hold without tiring who looks for one. */
const FEW = 20;
const MOST_CONTRACTS = 100;
const NOTHING = Promise.resolve({ data: { points: [], next: null }, serverNow: 0 } as Answer<PointAnswer>);

interface PointAnswer {
  points: PointSummary[];
  next: string | null;
}

export interface Supply {
  contracts: ContractSummary[];
  contract: ContractSummary | undefined;
  points: PointSummary[];
  manyPoints: boolean;
  point: PointSummary | undefined;
  retry: (() => void) | undefined;
}

/** The contracts and points to filter by, and those the address names. */
export function useSupply(words: FilterWords): Supply {
  const { contract, point } = queryOf(words);
  const within = contract ? { contract } : {};
  const contracts = useAnswer(() => supplyApi.contracts({ limit: MOST_CONTRACTS }), "contracts");
  const points = useAnswer(() => supplyApi.points({ limit: FEW, ...within }), `points ${contract}`);
  const named = useAnswer(() => (point ? supplyApi.points({ id: point }) : NOTHING), `point ${point}`);
  // An offer is there to be changed by whoever just chose from it: it stays until the next one has come.
  const signed = (useLatest(contracts)?.contracts ?? []).filter(({ status }) => status !== "unsigned");
  const offered = useLatest(points);
  const rows = offered?.points ?? [];
  return {
    contracts: signed,
    contract: signed.filter(({ id }) => id === contract)[0],
    points: rows,
    manyPoints: Boolean(offered?.next),
    point: [...rows, ...(useLatest(named)?.points ?? [])].filter(({ id }) => id === point)[0],
    retry: [contracts, points].map((one) => (one.state === "failed" ? one.retry : undefined)).filter(Boolean)[0],
  };
}

function useLatest<T>(waiting: Waiting<T>): T | undefined {
  const latest = useRef<T>(undefined);
  if (waiting.state === "ready") latest.current = waiting.data;
  return latest.current;
}

export function pointChoice({ id, ppe, name, address }: PointSummary): Choice {
  return { id, label: name ?? address, detail: name ? `${address}, PPE ${ppe}` : `PPE ${ppe}` };
}

interface SupplyFilterProps {
  supply: Supply;
  words: FilterWords;
  onChange: (changes: FilterWords) => void;
}

/** Pickers of contract and point, each where there is more than one to pick from. */
export function SupplyFilter({ supply, words, onChange }: SupplyFilterProps) {
  const all = useText();
  const text = useBillingText().filter;
  const { contracts, contract, points, manyPoints, point, retry } = supply;
  const within = contract ? { contract: contract.id } : {};
  const search = async (q: string): Promise<Found> => {
    const { data } = await supplyApi.points({ limit: FEW, q, ...within });
    return { choices: data.points.map(pointChoice), more: data.next !== null };
  };
  const changeContract = (umowa: string) =>
    onChange({ umowa, ...(umowa && point && point.contractId !== umowa && { punkt: "" }) });
  return (
    <>
      {(contracts.length > 1 || words.umowa) && (
        <Select
          id="contract-filter"
          label={text.contract}
          everything={text.allContracts}
          options={contracts.map((one) => ({ id: one.id, label: contractName(one, text.ended) }))}
          value={contract?.id}
          onValue={changeContract}
        />
      )}
      {manyPoints ? (
        <Combobox
          id="point-filter"
          label={text.point}
          words={text.points}
          chosen={point && pointChoice(point)}
          search={search}
          onChoose={(choice) => onChange({ punkt: choice?.id ?? "" })}
        />
      ) : (
        (points.length > 1 || words.punkt) && (
          <Select
            id="point-filter"
            label={text.point}
            everything={text.allPoints}
            options={points.map(({ id, name, address, ppe }) => ({ id, label: name ? `${name}, ${address}` : `${address}, PPE ${ppe}` }))}
            value={point?.id}
            onValue={(punkt) => onChange({ punkt })}
          />
        )
      )}
      {retry && (
        <p class="filter" role="alert">
          {text.noSupply}{" "}
          <Button kind="quiet" onClick={retry}>
            {all.retry}
          </Button>
        </p>
      )}
    </>
  );
}

/** What a contract is called: its product and number, in the words of billing. */
export function contractName({ product, number, status }: ContractSummary, ended: string): string {
  return `${product}, ${number}${status === "ended" ? ` (${ended})` : ""}`;
}

interface SelectProps {
  id: string;
  label: string;
  everything: string;
  options: { id: string; label: string }[];
  value: string | undefined;
  onValue: (id: string) => void;
}

function Select({ id, label, everything, options, value, onValue }: SelectProps) {
  return (
    <p class="filter filter-wide">
      <label for={id}>{label}</label>
      <select id={id} value={value ?? ""} onChange={({ currentTarget }) => onValue(currentTarget.value)}>
        <option value="">{everything}</option>
        {options.map((option) => (
          <option key={option.id} value={option.id} lang="pl">
            {option.label}
          </option>
        ))}
      </select>
    </p>
  );
}
