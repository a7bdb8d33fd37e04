import { Button } from "./button";
import { Dialog } from "./dialog";

interface ConfirmDialogProps {
  title: string;
  /** What follows, once done. */
  text: string;
  confirm: string;
  keep: string;
  /** Something is lost by it: then the button does not look like the one that goes on. */
  loses?: boolean;
  onConfirm: () => void;
  onKeep: () => void;
}

/** Asks once more before what cannot lightly be undone. */
export function ConfirmDialog({ title, text, confirm, keep, loses = false, onConfirm, onKeep }: ConfirmDialogProps) {
  return (
    <Dialog title={title} onClose={onKeep}>
      <p>{text}</p>
      <div class="actions">
        <Button kind={loses ? "danger" : "main"} onClick={onConfirm}>{confirm}</Button>
        <Button kind="quiet" onClick={onKeep}>
          {keep}
        </Button>
      </div>
    </Dialog>
  );
}
