import { useLocation } from "preact-iso";
import { useEffect, useState } from "preact/hooks";

import { type PointQuery, type PointSummary, supplyApi } from "../../../api/supply";
import { useAnswer } from "../../../api/use-answer";
import { Button } from "../../../components/button";
import { PageTitle } from "../../../components/page";
import { ShowOlder } from "../../../components/show-older";
import { type Column, Table } from "../../../components/table";
import { WaitFor } from "../../../components/waiting";
import { plainDate } from "../../../i18n/format";
import { useLanguage } from "../../../i18n/text";
import { PATHS, pointPath, pointsPath } from "../../../paths";
import { useSupplyText } from "../text";
import { usagePath } from "../usage/usage-query";
import { ppeInGroups } from "./ppe";

const PAGE_SIZE = 20;
const ID = /^[A-Za-z0-9_-]{8,64}$/;

/** The metering points, found by name, address or number, a page at a time. */
export function Points() {
  const text = useSupplyText().points;
  const { umowa, szukaj } = useLocation().query;
  const contract = umowa && ID.test(umowa) ? umowa : undefined;
  const q = (szukaj ?? "").slice(0, 60);
  const query: PointQuery = { limit: PAGE_SIZE, ...(q && { q }), ...(contract && { contract }) };
  const key = `${q} ${contract}`;
  const first = useAnswer((signal) => supplyApi.points(query, signal), key);
  return (
    <>
      <PageTitle>{text.title}</PageTitle>
      <Search q={q} contract={contract} />
      {contract && (
        <p>
          {text.ofContract} <a href={pointsPath({ szukaj: q })}>{text.showAll}</a>
        </p>
      )}
      <WaitFor on={first} rows={8}>
        {({ points, next }) =>
          points.length > 0 ? (
            <PagedPoints key={key} query={query} first={points} next={next} />
          ) : (
            <div class="empty">
              <p>{q || contract ? text.noneFound : text.none}</p>
              {(q || contract) && <a href={PATHS.points}>{text.showAll}</a>}
            </div>
          )
        }
      </WaitFor>
    </>
  );
}

function Search({ q, contract }: { q: string; contract: string | undefined }) {
  const text = useSupplyText().points;
  const { route } = useLocation();
  const [typed, setTyped] = useState(q);
  useEffect(() => setTyped(q), [q]);
  return (
    <form
      class="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        route(pointsPath({ umowa: contract ?? "", szukaj: typed.trim() }), true);
      }}
    >
      <label for="point-search">{text.search}</label>
      <input id="point-search" type="search" maxLength={60} value={typed} onInput={({ currentTarget }) => setTyped(currentTarget.value)} />
      <Button kind="quiet" type="submit">
        {text.submit}
      </Button>
    </form>
  );
}

function PagedPoints({ query, first, next }: { query: PointQuery; first: PointSummary[]; next: string | null }) {
  const text = useSupplyText().points;
  const [more, setMore] = useState<{ points: PointSummary[]; next: string | null }>({ points: [], next });
  const showMore = async (after: string, signal?: AbortSignal) => {
    const { data } = await supplyApi.points({ ...query, after }, signal);
    setMore({ points: [...more.points, ...data.points], next: data.next });
  };
  const columns: Column<PointSummary>[] = [
    { head: text.point, rowHead: true, cell: (point) => <PointName of={point} /> },
    {
      head: text.ppe,
      cell: ({ ppe, previousPpe }) => (
        <>
          <span class="ppe">{ppeInGroups(ppe)}</span>
          {previousPpe && <span class="small muted block">{text.previously(previousPpe)}</span>}
        </>
      ),
    },
    { head: text.tariff, cell: ({ tariff }) => tariff },
    { head: text.meter, cell: ({ meter, prosumer }) => (prosumer ? text.prosumer : text.meters[meter]) },
    { head: text.usageHead, bare: true, cell: ({ id }) => <a href={usagePath({ punkt: id })}>{text.usage}</a> },
  ];
  return (
    <>
      <div class="documents-list">
        <Table caption={text.title} columns={columns} rows={[...first, ...more.points]} rowKey={({ id }) => id} />
      </div>
      <ShowOlder after={more.next} label={text.more} busyLabel={text.moreBusy} onShow={showMore} />
      <CalendarLink />
    </>
  );
}

/** The calendar file with the days of meter readings and payments. */
function CalendarLink() {
  const text = useSupplyText().points;
  const { language } = useLanguage();
  return (
    <p>
      <a class="onward" href={`/api/supply/calendar.ics?locale=${language}`} download>
        {text.calendar}
      </a>
      <span class="small muted block">{text.calendarHint}</span>
    </p>
  );
}

function PointName({ of: { id, name, address, suppliedTo } }: { of: PointSummary }) {
  const text = useSupplyText().points;
  return (
    <>
      <a href={pointPath(id)} lang="pl">
        {name ?? address}
      </a>
      {name && (
        <span class="small muted block" lang="pl">
          {address}
        </span>
      )}
      {suppliedTo && <span class="small muted block">{text.until(plainDate(suppliedTo))}</span>}
    </>
  );
}
