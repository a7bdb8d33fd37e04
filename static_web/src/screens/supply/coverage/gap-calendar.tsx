import type { Quality } from "../charts/bar";
import { weekday } from "../../../i18n/format";
import { daysIn } from "../days";
import { useSupplyText } from "../text";

/** The mark of a day by its quality, beside its number. */
const MARKS: Record<Quality, string> = {
  recorded: "✓",
  own: "✓",
  substitute: "≈",
  estimated: "≈",
  corrected: "↺",
  missing: "!",
  awaited: "…",
};

interface GapCalendarProps {
  month: string;
  /** One for each day from the first; the rest are still to come. */
  days: (Quality | undefined)[];
}

/** The calendar of a month with the quality of each day's data. */
export function GapCalendar({ month, days }: GapCalendarProps) {
  const text = useSupplyText();
  const first = `${month}-01`;
  const count = daysIn(month);
  const weeks = Math.ceil((weekday(first) + count) / 7);
  const name = text.monthOfYear(month);
  return (
    <table class="gap-calendar">
      <caption>{name}</caption>
      <thead>
        <tr>
          {text.weekdays.map(({ short, long }) => (
            <th key={long} scope="col">
              <abbr title={long}>{short}</abbr>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: weeks }, (_, week) => (
          <tr key={week}>
            {Array.from({ length: 7 }, (__, column) => {
              const day = week * 7 + column - weekday(first) + 1;
              if (day < 1 || day > count) return <td key={column}>{"\u00a0"}</td>;
              return <DayCell key={column} day={day} quality={days[day - 1]} />;
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function DayCell({ day, quality }: { day: number; quality: Quality | undefined }) {
  const text = useSupplyText().chart.quality;
  if (!quality) return <td class="day day-to-come">{day}</td>;
  return (
    <td class={`day day-${quality}`}>
      {day}
      <span class="day-mark" aria-hidden="true">
        {MARKS[quality]}
      </span>
      <span class="visually-hidden"> {text[quality]}</span>
    </td>
  );
}

/** The legend of the marks in a calendar. */
export function CalendarLegend({ days }: { days: (Quality | undefined)[] }) {
  const text = useSupplyText().chart.quality;
  const kinds = (Object.keys(MARKS) as Quality[]).filter((quality) => days.indexOf(quality) >= 0);
  return (
    <ul class="legend">
      {kinds.map((quality) => (
        <li key={quality}>
          <span class={`swatch day-swatch day-${quality}`} aria-hidden="true">
            {MARKS[quality]}
          </span>
          {text[quality]}
        </li>
      ))}
    </ul>
  );
}
