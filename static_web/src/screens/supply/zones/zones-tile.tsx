import { serverNow } from "../../../api/server-clock";
import type { PointDetails } from "../../../api/supply";
import { Tile } from "../../../components/tile";
import { warsawTime } from "../../../i18n/warsaw";
import { useSupplyText } from "../text";
import { alikeDays, type DayType, onTheWall } from "./zone-hours";
import { ZoneClock } from "./zone-clock";

/** The hours of each zone, as clocks and in words; the current season first. */
export function ZonesTile({ point: { zones, zonesUnknown, tariff } }: { point: PointDetails }) {
  const text = useSupplyText();
  const { month, hour, minute, isSummer } = nowInWarsaw();
  if (!zones) {
    return zonesUnknown ? (
      <Tile title={text.zones.title}>
        <p>{text.zones.unknown[zonesUnknown]}</p>
      </Tile>
    ) : null;
  }
  if (zones.zones.length < 2) {
    return (
      <Tile title={text.zones.title}>
        <p>{text.zones.single(tariff)}</p>
      </Tile>
    );
  }
  const holdsNow = ({ months }: { months: number[] }) => months.indexOf(month) >= 0;
  const seasons = [...zones.seasons.filter(holdsNow), ...zones.seasons.filter((season) => !holdsNow(season))];
  const DaysHead = seasons.length > 1 ? "h4" : "h3";
  return (
    <Tile title={text.zones.titleOf(tariff)}>
      {seasons.map(({ months, days }) => {
        const alike = alikeDays(days).map((one) => (zones.clock === "CET" && isSummer ? { ...one, hours: onTheWall(one.hours) } : one));
        const isNow = holdsNow({ months });
        return (
          <section key={months.join()} class="zone-season">
            {seasons.length > 1 && (
              <h3>
                {text.zones.monthsOf(months)}
                {isNow && <span class="badge badge-plain">{text.zones.now}</span>}
              </h3>
            )}
            <div class="zone-clocks">
              {alike.map(({ days: kinds, hours }) => (
                <div key={kinds.join()}>
                  <DaysHead>{text.zones.daysOf(kinds)}</DaysHead>
                  <ZoneClock
                    hours={hours}
                    zones={zones.zones}
                    now={isNow && zones.today && kinds.indexOf(zones.today as DayType) >= 0 ? hour + minute / 60 : undefined}
                  />
                </div>
              ))}
            </div>
          </section>
        );
      })}
      {zones.clock === "CET" && <p class="small muted">{text.zones.winterClock}</p>}
      {zones.clock === "meter" && <p class="small muted">{text.zones.perMeter}</p>}
      {!zones.certain && <p class="small muted">{text.zones.uncertain}</p>}
    </Tile>
  );
}

function nowInWarsaw() {
  const now = new Date(serverNow());
  const time = warsawTime(now);
  const isSummer = (time.hour - now.getUTCHours() + 24) % 24 === 2;
  return { ...time, isSummer };
}
