import type { MyChange } from "../../api/profile";
import { dateOf } from "../../i18n/format";
import { useProfileText } from "./text";

interface ChangeLinesProps {
  changes: MyChange[];
  /** The value a change asks for; undefined where it is about another field. */
  wants: (change: MyChange) => string | undefined;
}

/** The requested changes of one value: pending, or refused with the reason. */
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
