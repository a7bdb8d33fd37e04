import type { Answer } from "../../api/client";
import { type ContractSummary, type PointSummary, supplyApi } from "../../api/supply";
import { useAnswer, useLatest } from "../../api/use-answer";
import { Button } from "../../components/button";
import { type Choice, Combobox, type ComboboxWords, type Search } from "../../components/combobox";
import { useBillingText } from "./text";
import { useText } from "../../i18n/text";
import { may } from "../../navigation";
import { useSession } from "../../session/session";
import { type FilterWords, queryOf } from "./filter";

/** The most options of a plain list. */
const FEW = 20;
const NO_POINTS = Promise.resolve({ data: { points: [], next: null }, serverNow: 0 } as Answer<PointAnswer>);
const NO_CONTRACTS = Promise.resolve({ data: { contracts: [], next: null }, serverNow: 0 } as Answer<ContractAnswer>);

interface PointAnswer {
  points: PointSummary[];
  next: string | null;
}

interface ContractAnswer {
  contracts: ContractSummary[];
  next: string | null;
}

export interface Supply {
  contracts: ContractSummary[];
  manyContracts: boolean;
  contract: ContractSummary | undefined;
  points: PointSummary[];
  manyPoints: boolean;
  point: PointSummary | undefined;
  retry: (() => void) | undefined;
}

/** The contracts and points to filter by, loaded once `offered`, and those named in the address, loaded at once. */
export function useSupply(words: FilterWords, offered: boolean): Supply {
  const { contract, point } = queryOf(words);
  const { state } = useSession();
  // An authorised person may be allowed billing but not supply.
  const sees = state.phase !== "in" || may(state.who, "supply:read");
  const asked = offered && sees;
  const within = contract ? { contract } : {};
  const contracts = useAnswer((signal) => (asked ? supplyApi.contracts({ limit: FEW }, signal) : NO_CONTRACTS), `contracts ${asked}`);
  const points = useAnswer((signal) => (asked ? supplyApi.points({ limit: FEW, ...within }, signal) : NO_POINTS), `points ${contract} ${asked}`);
  const namedContract = useAnswer((signal) => (contract && sees ? supplyApi.contracts({ id: contract }, signal) : NO_CONTRACTS), `contract ${contract}`);
  const namedPoint = useAnswer((signal) => (point && sees ? supplyApi.points({ id: point }, signal) : NO_POINTS), `point ${point}`);
  // The options stay until the next ones are loaded, so that a choice can be changed at once.
  const offeredContracts = useLatest(contracts);
  const offeredPoints = useLatest(points);
  const signed = withDocuments(offeredContracts?.contracts ?? []);
  const rows = offeredPoints?.points ?? [];
  return {
    contracts: signed,
    manyContracts: Boolean(offeredContracts?.next),
    contract: [...signed, ...(useLatest(namedContract)?.contracts ?? [])].filter(({ id }) => id === contract)[0],
    points: rows,
    manyPoints: Boolean(offeredPoints?.next),
    point: [...rows, ...(useLatest(namedPoint)?.points ?? [])].filter(({ id }) => id === point)[0],
    retry: [contracts, points].map((one) => (one.state === "failed" ? one.retry : undefined)).filter(Boolean)[0],
  };
}

/** Without unsigned contracts, which have no documents. */
function withDocuments(contracts: ContractSummary[]): ContractSummary[] {
  return contracts.filter(({ status }) => status !== "unsigned");
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
  const { contracts, manyContracts, contract, points, manyPoints, point, retry } = supply;
  const within = contract ? { contract: contract.id } : {};
  const contractChoice = (one: ContractSummary): Choice => ({ id: one.id, label: contractName(one, text.ended) });
  const searchContracts: Search = async (q, signal) => {
    const { data } = await supplyApi.contracts({ limit: FEW, q }, signal);
    return { choices: withDocuments(data.contracts).map(contractChoice), more: data.next !== null };
  };
  const searchPoints: Search = async (q, signal) => {
    const { data } = await supplyApi.points({ limit: FEW, q, ...within }, signal);
    return { choices: data.points.map(pointChoice), more: data.next !== null };
  };
  return (
    <>
      {(contracts.length > 1 || manyContracts || words.umowa) && (
        <Picker
          id="contract-filter"
          label={text.contract}
          everything={text.allContracts}
          words={text.contracts}
          many={manyContracts}
          choices={contracts.map(contractChoice)}
          chosen={contract && contractChoice(contract)}
          search={searchContracts}
          onChoose={(umowa) => onChange({ umowa, ...(umowa && point && point.contractId !== umowa && { punkt: "" }) })}
        />
      )}
      {(points.length > 1 || manyPoints || words.punkt) && (
        <Picker
          id="point-filter"
          label={text.point}
          everything={text.allPoints}
          words={text.points}
          many={manyPoints}
          choices={points.map(pointChoice)}
          chosen={point && pointChoice(point)}
          search={searchPoints}
          onChoose={(punkt) => onChange({ punkt })}
        />
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

interface PickerProps {
  id: string;
  label: string;
  everything: string;
  words: ComboboxWords;
  /** Too many for a plain list: found by typing. */
  many: boolean;
  choices: Choice[];
  chosen: Choice | undefined;
  search: Search;
  /** Empty: all of them. */
  onChoose: (id: string) => void;
}

function Picker({ id, label, everything, words, many, choices, chosen, search, onChoose }: PickerProps) {
  if (many) {
    return <Combobox id={id} label={label} words={words} chosen={chosen} search={search} onChoose={(one) => onChoose(one?.id ?? "")} />;
  }
  return (
    <p class="filter filter-wide">
      <label for={id}>{label}</label>
      <select id={id} value={chosen?.id ?? ""} onChange={({ currentTarget }) => onChoose(currentTarget.value)}>
        <option value="">{everything}</option>
        {choices.map((choice) => (
          <option key={choice.id} value={choice.id} lang="pl">
            {choice.detail ? `${choice.label}, ${choice.detail}` : choice.label}
          </option>
        ))}
      </select>
    </p>
  );
}
