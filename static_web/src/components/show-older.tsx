import { useAbortSignal } from "../api/use-abort-signal";
import { useAction } from "./action";
import { Button } from "./button";
import { ProblemLine } from "./problem-line";

interface ShowOlderProps {
  /** The cursor of the next page; null on the last. */
  after: string | null;
  label: string;
  busyLabel: string;
  onShow: (after: string, signal: AbortSignal | undefined) => Promise<void>;
}

/** The button below a list that loads its next page, with the error of the last attempt. */
export function ShowOlder({ after, label, busyLabel, onShow }: ShowOlderProps) {
  const { busy, failure, run } = useAction();
  const signal = useAbortSignal();
  return (
    <>
      <ProblemLine failure={failure} />
      {after && (
        <Button kind="quiet" wide busy={busy !== undefined} busyLabel={busyLabel} onClick={() => void run(() => onShow(after, signal))}>
          {label}
        </Button>
      )}
    </>
  );
}
