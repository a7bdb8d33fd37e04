import { useRoute } from "preact-iso";

import { type ReplayView, supplyApi } from "../../../api/supply";
import { useAnswer } from "../../../api/use-answer";
import { type Column, Table } from "../../../components/table";
import { Tile } from "../../../components/tile";
import { money, plainDate } from "../../../i18n/format";
import { kwh, percent } from "../energy";
import { OnePoint } from "../one-point";
import { useSupplyText } from "../text";

type Tariff = ReplayView["tariffs"][number];

/** The usage of the last twelve months priced by other tariff groups. A comparison, not an offer. */
export function Replay() {
  const text = useSupplyText().replay;
  const { params } = useRoute();
  const id = params["id"] ?? "";
  const answer = useAnswer((signal) => supplyApi.replay(id, signal), id);
  return (
    <OnePoint id={id} title={text.title} on={answer}>
      {(view) => <Shown view={view} />}
    </OnePoint>
  );
}

function Shown({ view }: { view: ReplayView }) {
  const text = useSupplyText().replay;
  const { firstOn, lastOn, energy, covered, needed, reason, tariffs, dynamic } = view;
  const measured = covered === 1 ? text.coveredWhole : text.covered(percent(covered * 100));
  if (reason) {
    return (
      <>
        <p class="lead">{text.reasons[reason]}</p>
        {reason === "too_little_data" && <p>{`${measured} ${text.needed(percent(needed * 100))}`}</p>}
      </>
    );
  }
  return (
    <>
      <p class="lead">{text.lead(kwh(energy), plainDate(firstOn), plainDate(lastOn))}</p>
      <p>{measured}</p>
      <div class="documents-list">
        <TariffTable tariffs={tariffs} />
      </div>
      <ul class="list small muted">
        <li>{text.net}</li>
        {tariffs.some(({ certain, reason: why }) => !certain && !why) && <li>{text.uncertain}</li>}
        {uncounted(tariffs).length > 0 && (
          <li>
            {text.uncounted} <span lang="pl">{uncounted(tariffs).join(", ")}</span>
          </li>
        )}
        <li>{text.notForAll}</li>
      </ul>
      {dynamic && (
        <div class="after-list">
          <Dynamic dynamic={dynamic} />
        </div>
      )}
    </>
  );
}

function TariffTable({ tariffs }: { tariffs: Tariff[] }) {
  const text = useSupplyText().replay;
  const [own] = tariffs.filter((tariff) => tariff.own);
  const columns: Column<Tariff>[] = [
    {
      head: text.tariff,
      rowHead: true,
      cell: ({ tariff, own: isOwn, certain, reason }) => (
        <>
          <strong>{tariff}</strong> {isOwn && <span class="badge badge-plain">{text.own}</span>}
          {!certain && !reason && <span class="small muted block">{text.hoursUncertain}</span>}
        </>
      ),
    },
    { head: text.year, numeric: true, cell: ({ year, reason }) => (reason ? text.unknown[reason] : year === null ? "–" : money(year)) },
    { head: text.month, numeric: true, hideEmpty: true, cell: ({ perMonth }) => (perMonth === null ? null : money(perMonth)) },
    {
      head: text.difference,
      numeric: true,
      hideEmpty: true,
      cell: ({ year, own: isOwn }) => {
        if (isOwn || year === null || !own || own.year === null) return null;
        const by = year - own.year;
        return by === 0 ? text.same : by > 0 ? text.dearer(money(by)) : text.cheaper(money(-by));
      },
    },
  ];
  return <Table caption={text.title} columns={columns} rows={tariffs} rowKey={({ tariff }) => tariff} />;
}

function Dynamic({ dynamic: { months, energy, dynamic, own } }: { dynamic: NonNullable<ReplayView["dynamic"]> }) {
  const text = useSupplyText();
  const names = months.map((month) => text.monthOfYear(month));
  return (
    <Tile title={text.replay.dynamic}>
      <p>
        {text.replay.byMarket(kwh(energy), money(dynamic))} {own !== null && text.replay.byOwn(money(own))}
      </p>
      <p class="small muted">
        {text.replay.onlyEnergy} {names.length > 1 ? `${names[0]} – ${names[names.length - 1]}` : names[0]}.
      </p>
    </Tile>
  );
}

function uncounted(tariffs: Tariff[]): string[] {
  const names: string[] = [];
  tariffs.forEach((tariff) => tariff.uncounted.forEach((name) => names.indexOf(name) < 0 && names.push(name)));
  return names;
}
