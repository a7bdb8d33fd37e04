import { serverNow } from "../../../api/server-clock";
import { type PricesAhead, supplyApi } from "../../../api/supply";
import { useAnswer } from "../../../api/use-answer";
import { WaitFor } from "../../../components/waiting";
import { currency, decimal, money, plainDate } from "../../../i18n/format";
import { warsawTime } from "../../../i18n/warsaw";
import type { Bar } from "../charts/bar";
import { BarChart } from "../charts/bar-chart";
import { addDays, twoDigits, warsawDate } from "../days";
import { useSupplyText } from "../text";
import type { SupplyCatalogue } from "../text/pl";

type Day = PricesAhead["days"][number];

/** The hourly prices of today and tomorrow, for contracts with dynamic prices. */
export function PricesAheadTile({ point }: { point: string }) {
  const text = useSupplyText();
  const answer = useAnswer((signal) => supplyApi.prices(point, signal), `prices ${point}`);
  const tomorrow = addDays(warsawDate(serverNow()), 1);
  return (
    <section class="tile tile-plain usage">
      <h2>{text.prices.title}</h2>
      <WaitFor on={answer} rows={8}>
        {({ days }) => (
          <>
            {days.map((day) => (
              <OneDay key={day.on} day={day} />
            ))}
            {days.every(({ on }) => on !== tomorrow) && <p>{text.prices.tomorrowLater}</p>}
            {days.some(isOwn) && <p class="small muted">{text.prices.note}</p>}
            {days.some((day) => !isOwn(day)) && <p class="small muted">{text.prices.marketNote}</p>}
          </>
        )}
      </WaitFor>
    </section>
  );
}

/** Whether the prices are the customer's own, with VAT, and not those of the exchange, net. */
function isOwn({ hours }: Day): boolean {
  return hours.every(({ energy }) => energy !== null);
}

function OneDay({ day }: { day: Day }) {
  const text = useSupplyText();
  const bars = barsOf(day, text);
  const known = bars.filter(({ value }) => value !== null);
  const by = (better: (one: number, other: number) => boolean) =>
    known.reduce((best, bar) => (better(bar.value ?? 0, best.value ?? 0) ? bar : best), known[0] as Bar);
  const cheapest = by((one, other) => one < other);
  const dearest = by((one, other) => one > other);
  return (
    <>
      <p class="lead">
        {text.prices.cheapest(plainDate(day.on), cheapest.name, perKwh(cheapest.value ?? 0))} {text.prices.dearest(dearest.name, perKwh(dearest.value ?? 0))}
      </p>
      <BarChart
        caption={(isOwn(day) ? text.prices.caption : text.prices.marketCaption)(plainDate(day.on))}
        bars={bars}
        show={perKwh}
        unit={`${currency()}/kWh`}
        tick={(price) => decimal(Math.round(price * 100))}
        series={{ now: isOwn(day) ? text.prices.price : text.prices.market }}
        head={text.usage.heads.hour}
      />
    </>
  );
}

/** A price in zloty for a kWh. */
function perKwh(price: number): string {
  return `${money(Math.round(price * 100))}/kWh`;
}

function barsOf(day: Day, text: SupplyCatalogue): Bar[] {
  const { hours } = day;
  const own = isOwn(day);
  const clocks = hours.map(({ at }) => warsawTime(new Date(at)).hour);
  return hours.map(({ at, market, energy }, index) => {
    const hour = clocks[index] ?? 0;
    const twice = clocks.filter((other) => other === hour).length > 1;
    const span = `${hour}:00–${twoDigits(hour + 1)}:00`;
    const name = twice ? `${span} (${clocks[index + 1] === hour ? text.usage.summer : text.usage.winter})` : span;
    // Without a price of the customer's own it is that of the exchange: grosze for a MWh, net.
    return { key: at, tick: String(hour), name, value: own ? Number(energy) : market / 100_000, quality: "recorded" };
  });
}
