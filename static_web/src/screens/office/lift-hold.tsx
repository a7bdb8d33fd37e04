import { useState } from "preact/hooks";

import { Button } from "../../components/button";
import { Dialog } from "../../components/dialog";
import { words } from "./words";

interface LiftHoldProps {
  onLift: (reason: string) => void;
  onKeep: () => void;
}

const SHORTEST = 3;

/** Ends a hold on disconnection; needs a reason. */
export function LiftHold({ onLift, onKeep }: LiftHoldProps) {
  const text = words.actions;
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState(false);
  return (
    <Dialog title={text.liftTitle} onClose={onKeep}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const said = reason.trim();
          setMissing(said.length < SHORTEST);
          if (said.length >= SHORTEST) onLift(said);
        }}
      >
        <p>{text.liftText}</p>
        <label for="office-lift-reason">{text.liftReason}</label>
        <p class="office-second" id="office-lift-hint">
          {text.liftReasonHint}
        </p>
        <textarea
          id="office-lift-reason"
          class="office-reason"
          rows={3}
          maxLength={500}
          value={reason}
          aria-describedby="office-lift-hint"
          aria-invalid={missing || undefined}
          onInput={({ currentTarget }) => setReason(currentTarget.value)}
        />
        {missing && (
          <p class="field-error" role="alert">
            {text.liftMissing}
          </p>
        )}
        <div class="actions">
          <Button type="submit">{text.liftConfirm}</Button>
          <Button kind="quiet" onClick={onKeep}>
            {text.keep}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
