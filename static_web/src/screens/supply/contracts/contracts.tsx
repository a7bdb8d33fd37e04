import { useState } from "preact/hooks";

import { type ContractSummary, supplyApi } from "../../../api/supply";
import { useAnswer } from "../../../api/use-answer";
import { PageTitle } from "../../../components/page";
import { ShowOlder } from "../../../components/show-older";
import { type Column, Table } from "../../../components/table";
import { PlainDate } from "../../../components/values";
import { WaitFor } from "../../../components/waiting";
import { plainDate } from "../../../i18n/format";
import { contractPath, PATHS, pointsPath } from "../../../paths";
import { ContractBadge } from "./contract-badge";
import { useSupplyText } from "../text";

const PAGE_SIZE = 50;

/** All signed contracts, the ended ones apart. */
export function Contracts() {
  const text = useSupplyText().contracts;
  const first = useAnswer((signal) => supplyApi.contracts({ limit: PAGE_SIZE }, signal), "contracts");
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <WaitFor on={first} rows={6}>
        {({ contracts, unsigned, next }) =>
          contracts.length > 0 ? (
            <PagedContracts first={contracts} next={next} />
          ) : (
            <div class="empty">
              <p>{unsigned ? text.unsigned : text.none}</p>
              <a href={PATHS.contact}>{text.contact}</a>
            </div>
          )
        }
      </WaitFor>
    </>
  );
}

function PagedContracts({ first, next }: { first: ContractSummary[]; next: string | null }) {
  const text = useSupplyText().contracts;
  const [more, setMore] = useState<{ contracts: ContractSummary[]; next: string | null }>({ contracts: [], next });
  const all = [...first, ...more.contracts];
  const showMore = async (after: string, signal?: AbortSignal) => {
    const { data } = await supplyApi.contracts({ after, limit: PAGE_SIZE }, signal);
    setMore({ contracts: [...more.contracts, ...data.contracts], next: data.next });
  };
  return (
    <>
      <ContractTable title={text.running} contracts={all.filter(({ status }) => status !== "ended")} />
      <ContractTable title={text.ended} contracts={all.filter(({ status }) => status === "ended")} />
      <ShowOlder after={more.next} label={text.more} busyLabel={text.moreBusy} onShow={showMore} />
    </>
  );
}

function ContractTable({ title, contracts }: { title: string; contracts: ContractSummary[] }) {
  const text = useSupplyText().contracts;
  if (contracts.length === 0) return null;
  const columns: Column<ContractSummary>[] = [
    {
      head: text.contract,
      rowHead: true,
      cell: ({ id, product, number }) => (
        <>
          <a href={contractPath(id)} lang="pl">
            {product}
          </a>
          <span class="small muted block">{text.number(number)}</span>
        </>
      ),
    },
    { head: text.tariff, cell: ({ tariff }) => tariff },
    { head: text.period, cell: (contract) => <Span of={contract} /> },
    {
      head: text.points,
      hideEmpty: true,
      cell: ({ id, points }) => (points ? <a href={pointsPath({ umowa: id })}>{text.pointsOf(points)}</a> : null),
    },
    { head: text.stateHead, bare: true, cell: ({ status }) => <ContractBadge status={status} /> },
  ];
  return (
    <section class="listed">
      <h2>{title}</h2>
      <div class="documents-list">
        <Table caption={title} columns={columns} rows={contracts} rowKey={({ id }) => id} />
      </div>
    </section>
  );
}

function Span({ of: { startsOn, endsOn } }: { of: ContractSummary }) {
  const text = useSupplyText().contracts;
  if (!startsOn) return <>{text.noStart}</>;
  if (!endsOn) return <>{text.sinceOpenEnded(plainDate(startsOn))}</>;
  return (
    <>
      <PlainDate date={startsOn} />
      {" – "}
      <PlainDate date={endsOn} />
    </>
  );
}
