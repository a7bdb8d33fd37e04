import { Button } from "./button";
import { Dialog } from "./dialog";

interface ConfirmDialogProps {
  title: string;
  /** The consequences. */
  text: string;
  confirm: string;
  keep: string;
  /** Something will be lost, so the button is not styled as the main one. */
  loses?: boolean;
  onConfirm: () => void;
  onKeep: () => void;
}

/** Asks for confirmation before an action that is hard to undo. */
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
