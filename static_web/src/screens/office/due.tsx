import { PlainDate } from "../../components/values";
import { AlertIcon, ClockIcon } from "../../components/icons";
import { daysUntil } from "./days";
import { words } from "./words";

/** A deadline with the days left: an icon and words, so that it is never said by colour alone. */
export function Due({ on, open = true }: { on: string; open?: boolean }) {
  const left = daysUntil(on);
  const tone = !open ? "plain" : left < 0 ? "due" : left <= 2 ? "warn" : "plain";
  const said = left < 0 ? words.queue.late(-left) : left === 0 ? words.queue.dueToday : words.queue.inDays(left);
  return (
    <span class="office-due">
      <PlainDate date={on} />
      {open && (
        <span class={`badge badge-${tone}`}>
          {tone === "due" ? <AlertIcon size={16} /> : <ClockIcon size={16} />}
          {said}
        </span>
      )}
    </span>
  );
}
