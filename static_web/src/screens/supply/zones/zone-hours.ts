import type { ZoneTable } from "../../../api/supply";

export type DayType = "workday" | "saturday" | "sunday" | "holiday";

/** Hours of the wall clock, 0 to 24, in which a zone holds. */
export interface Stretch {
  from: number;
  to: number;
  zone: string;
}

interface DayHours {
  /** The day types with the same hours. */
  days: DayType[];
  hours: Stretch[];
}

const DAY_TYPES: DayType[] = ["workday", "saturday", "sunday", "holiday"];

/** The day types grouped by equal hours. */
export function alikeDays(days: ZoneTable["seasons"][number]["days"]): DayHours[] {
  const found: DayHours[] = [];
  DAY_TYPES.forEach((day) => {
    const hours = days[day]?.map(({ fromHour, toHour, zone }) => ({ from: fromHour, to: toHour, zone }));
    if (!hours) return;
    const same = found.filter((other) => JSON.stringify(other.hours) === JSON.stringify(hours))[0];
    if (same) same.days.push(day);
    else found.push({ days: [day], hours });
  });
  return found;
}

/** The hours of a zone, joined over midnight: `22–6` and not `22–24` and `0–6`. */
export function spansOf(hours: Stretch[], zone: string): { from: number; to: number }[] {
  const spans = hours.filter((stretch) => stretch.zone === zone).map(({ from, to }) => ({ from, to }));
  const first = spans[0];
  const last = spans[spans.length - 1];
  if (!first || !last || first === last || first.from !== 0 || last.to !== 24) return spans;
  return [...spans.slice(1, -1), { from: last.from, to: first.to }];
}

/** The hours as the clock on the wall shows them in summer, of a meter whose clock stays on winter time. */
export function onTheWall(hours: Stretch[]): Stretch[] {
  const shifted = hours.map(({ from, to, zone }) => ({ from: from + 1, to: to + 1, zone }));
  const last = shifted[shifted.length - 1];
  const first = shifted[0];
  if (!first || !last) return hours;
  const joins = first.zone === last.zone;
  const whole = shifted.map((stretch) => (stretch === last ? { ...stretch, to: 24 } : stretch));
  return joins ? whole.map((stretch, index) => (index === 0 ? { ...stretch, from: 0 } : stretch)) : [{ from: 0, to: 1, zone: last.zone }, ...whole];
}
