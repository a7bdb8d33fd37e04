import type { PointDetails } from "../../../api/supply";
import { CopyButton } from "../../../components/copy-button";
import { Tile } from "../../../components/tile";
import { plainDate, quantity } from "../../../i18n/format";
import { useLanguage } from "../../../i18n/text";
import { contractPath, PATHS, withQuery } from "../../../paths";
import { inKwh } from "../energy";
import { Facts } from "../facts";
import { useSupplyText } from "../text";
import { ppeInGroups } from "./ppe";
import { zoneName } from "../zones/zone-name";

interface TileOfPoint {
  point: PointDetails;
}

/** What and where the point is. */
export function PointTile({ point }: TileOfPoint) {
  const text = useSupplyText();
  const { id, ppe, previousPpe, address, tariff, tariffs, contractedPowerKw, phases, contract, suppliedFrom } = point;
  return (
    <Tile title={text.point.title}>
      <Facts
        of={[
          [
            text.points.ppe,
            <>
              <span class="ppe">{ppeInGroups(ppe)}</span> <CopyButton what={text.points.ppe} value={ppe} />
            </>,
          ],
          [text.point.previousPpe, previousPpe],
          [text.point.address, <span lang="pl">{address}</span>],
          [text.points.tariff, tariff],
          [
            text.point.earlierTariffs,
            tariffs.filter(({ toOn }) => toOn !== null).map(({ tariff: group, fromOn, toOn }) => (
              <span key={fromOn} class="block">
                {group}: {plainDate(fromOn)} – {toOn && plainDate(toOn)}
              </span>
            )),
          ],
          [text.point.power, `${quantity(String(contractedPowerKw))}\u00a0kW`],
          [text.point.phases, phases && text.point.phasesOf(phases)],
          [text.point.suppliedFrom, suppliedFrom && plainDate(suppliedFrom)],
          [
            text.contracts.contract,
            contract && (
              <a href={contractPath(contract.id)} lang="pl">
                {contract.product}, {contract.number}
              </a>
            ),
          ],
          [text.contract.documents, <a href={withQuery(PATHS.documents, { punkt: id })}>{text.point.documentsOf}</a>],
        ].filter(([, value]) => !(Array.isArray(value) && value.length === 0)) as [string, preact.ComponentChildren][]}
      />
    </Tile>
  );
}

/** The meter, how it is read, and the ones before it. */
export function MeterTile({ point: { meterNumber, meter, meters, readingSchedule } }: TileOfPoint) {
  const text = useSupplyText();
  const { language } = useLanguage();
  const [now] = meters.filter(({ removedOn }) => removedOn === null);
  const earlier = meters.filter(({ removedOn }) => removedOn !== null);
  return (
    <Tile title={text.meter.title}>
      <Facts
        of={[
          [text.meter.number, meterNumber],
          [text.meter.kind, text.meter.kinds[meter]],
          [text.meter.installedOn, now?.installedOn && plainDate(now.installedOn)],
          [text.meter.multiplier, now?.multiplier && quantity(now.multiplier)],
          [text.meter.every, readingSchedule?.everyMonths && text.meter.everyMonths(readingSchedule.everyMonths)],
          [text.meter.nextOn, readingSchedule?.nextOn && plainDate(readingSchedule.nextOn)],
          [text.meter.dataAfter, readingSchedule?.dataAfterDays && text.meter.dataAfterDays(readingSchedule.dataAfterDays)],
        ]}
      />
      {readingSchedule?.nextOn && (
        <p class="tile-foot">
          <a class="onward" href={`/api/supply/calendar.ics?locale=${language}`} download>
            {text.points.calendar}
          </a>
        </p>
      )}
      {earlier.length > 0 && (
        <>
          <h3>{text.meter.earlier}</h3>
          <ul class="points">
            {earlier.map(({ number, removedOn, kwh }) => (
              <li key={number}>
                {number}
                <span class="small muted block">
                  {removedOn && text.meter.removedOn(plainDate(removedOn))}
                  {kwh &&
                    Object.keys(kwh).map((zone) => ` ${zoneName(text.zones, zone)}: ${inKwh((kwh[zone] ?? 0) * 1000, 0)}\u00a0kWh`)}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </Tile>
  );
}

/** The distribution system operator, and whom to call during an outage. */
export function OperatorTile({ point: { operator } }: TileOfPoint) {
  const text = useSupplyText().operator;
  return (
    <Tile title={text.title}>
      <p>
        <strong lang="pl">{operator.name}</strong>
      </p>
      <p>
        {text.emergency}{" "}
        <a class="onward" href={`tel:${operator.emergencyPhone.replace(/[^+\d]/g, "")}`}>
          {operator.emergencyPhone}
        </a>
      </p>
      <p class="small muted">{text.note}</p>
    </Tile>
  );
}

/** The settlement of energy fed into the grid. */
export function ProsumerTile({ point: { prosumer } }: TileOfPoint) {
  const text = useSupplyText().prosumer;
  if (!prosumer) return null;
  const { settlement, price, ratio, since, powerKw } = prosumer;
  const words: Record<string, string> = text.settlements;
  return (
    <Tile title={text.title}>
      <p>{text.lead}</p>
      <Facts
        of={[
          [text.settlement, settlement && (Object.prototype.hasOwnProperty.call(words, settlement) ? words[settlement] : settlement)],
          [text.price, price],
          [text.ratio, ratio && quantity(ratio)],
          [text.since, since && plainDate(since)],
          [text.power, powerKw && `${quantity(String(powerKw))}\u00a0kW`],
        ]}
      />
      {settlement === "net_billing" && <p class="small muted">{text.netBilling}</p>}
      {settlement === "net_metering" && <p class="small muted">{text.netMetering}</p>}
    </Tile>
  );
}
