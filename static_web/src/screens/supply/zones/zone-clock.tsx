import { arc } from "d3-shape";

import { useSupplyText } from "../text";
import { zoneName } from "./zone-name";
import { spansOf, type Stretch } from "./zone-hours";

const SIZE = 184;
const OUTER = 70;
const INNER = 46;
const TURN = (2 * Math.PI) / 24;

interface ZoneClockProps {
  hours: Stretch[];
  /** All zones of the tariff, so that a zone has the same look on every clock. */
  zones: string[];
  /** The current hour, where today is a day of this type. */
  now?: number | undefined;
}

/** A day of 24 hours as a clock: midnight above, noon below, each zone in its look. The words say the same beside it. */
export function ZoneClock({ hours, zones, now }: ZoneClockProps) {
  const text = useSupplyText().zones;
  const ring = arc<Stretch>()
    .innerRadius(INNER)
    .outerRadius(OUTER)
    .startAngle(({ from }) => from * TURN)
    .endAngle(({ to }) => to * TURN)
    .padAngle(zones.length > 1 ? 0.02 : 0)
    .cornerRadius(3);
  return (
    <div class="zone-clock">
      <svg width={SIZE} height={SIZE} viewBox={`${-SIZE / 2} ${-SIZE / 2} ${SIZE} ${SIZE}`} aria-hidden="true" focusable="false">
        {hours.map((stretch) => (
          <path key={stretch.from} class={`zone-arc zone-arc-${zones.indexOf(stretch.zone)}`} d={ring(stretch) ?? ""} />
        ))}
        {Array.from({ length: 24 }, (_, hour) => {
          const { x, y } = onDial(hour, OUTER + (hour % 6 === 0 ? 5 : 3));
          const start = onDial(hour, OUTER + 1);
          return <line key={hour} class="zone-hour" x1={start.x} y1={start.y} x2={x} y2={y} />;
        })}
        {[0, 6, 12, 18].map((hour) => {
          const { x, y } = onDial(hour, OUTER + 15);
          return (
            <text key={hour} class="chart-tick" x={x} y={y + 4} text-anchor="middle">
              {hour}
            </text>
          );
        })}
        {now !== undefined && <ClockHand hour={now} label={text.now} />}
      </svg>
      <ul class="legend">
        {zones
          .filter((zone) => hours.some((stretch) => stretch.zone === zone))
          .map((zone) => (
            <li key={zone}>
              <span class={`swatch swatch-part-${zones.indexOf(zone)}`} aria-hidden="true" />
              <span>
                {zoneName(text, zone)}: {text.spans(spansOf(hours, zone))}
              </span>
            </li>
          ))}
      </ul>
    </div>
  );
}

function ClockHand({ hour, label }: { hour: number; label: string }) {
  const end = onDial(hour, OUTER + 1);
  return (
    <>
      <line class="zone-hand" x1={0} y1={0} x2={end.x} y2={end.y} />
      <circle class="zone-hub" r={4} />
      <text class="chart-tick" y={hour > 6 && hour < 18 ? -14 : 24} text-anchor="middle">
        {label}
      </text>
    </>
  );
}

function onDial(hour: number, radius: number): { x: number; y: number } {
  return { x: Math.sin(hour * TURN) * radius, y: -Math.cos(hour * TURN) * radius };
}
