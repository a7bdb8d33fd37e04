import { useAction } from "./action";
import { Button } from "./button";
import { ProblemLine } from "./problem-line";

interface ShowOlderProps {
  /** Where the list goes on; null at its end. */
  after: string | null;
  label: string;
  busyLabel: string;
  onShow: (after: string) => Promise<void>;
}

/** The button below a list that brings its next page, and what went wrong with that. */
export function ShowOlder({ after, label, busyLabel, onShow }: ShowOlderProps) {
  const { busy, failure, run } = useAction();
  return (
    <>
      <ProblemLine failure={failure} />
      {after && (
        <Button kind="quiet" wide busy={busy !== undefined} busyLabel={busyLabel} onClick={() => void run(() => onShow(after))}>
          {label}
        </Button>
      )}
    </>
  );
}
