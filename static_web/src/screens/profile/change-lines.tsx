import type { MyChange } from "../../api/profile";
import { dateOf } from "../../i18n/format";
import { useProfileText } from "./text";

interface ChangeLinesProps {
  changes: MyChange[];
  /** What a change wants of this value; undefined where it is about another one. */
  wants: (change: MyChange) => string | undefined;
}

/** The changes of one value that are under way, or were refused and why. */
export function ChangeLines({ changes, wants }: ChangeLinesProps) {
  const text = useProfileText().myData;
  return (
    <>
      {changes.map((change) => {
        const what = wants(change);
        if (what === undefined) return null;
        const day = dateOf(change.askedAt);
        if (change.state !== "refused") {
          return (
            <span key={change.id} class="change">
              {(change.state === "waiting" ? text.waiting : text.underWay)(what, day)}
            </span>
          );
        }
        return (
          <span key={change.id} class="change change-refused">
            {text.refused(what, day)}. {change.reason ? <span lang="pl">{change.reason}</span> : text.noReason}
          </span>
        );
      })}
    </>
  );
}
