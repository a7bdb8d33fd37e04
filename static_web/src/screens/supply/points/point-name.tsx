import { useState } from "preact/hooks";

import { type PointDetails, supplyApi } from "../../../api/supply";
import { useAction } from "../../../components/action";
import { Button } from "../../../components/button";
import { Field } from "../../../components/field";
import { EditIcon } from "../../../components/icons";
import { ProblemLine } from "../../../components/problem-line";
import { useSupplyText } from "../text";

interface PointNameProps {
  point: PointDetails;
  onNamed: (name: string | null) => void;
}

/** The customer's name for the point, with a form to change it. */
export function PointName({ point: { id, ownName, name }, onNamed }: PointNameProps) {
  const text = useSupplyText().pointName;
  const [typed, setTyped] = useState<string>();
  const { busy, failure, run } = useAction();
  if (typed === undefined) {
    return (
      <Button kind="quiet" onClick={() => setTyped(ownName ?? name ?? "")}>
        <EditIcon size={20} />
        {text.change}
      </Button>
    );
  }
  const save = async (wanted: string | null) => {
    await supplyApi.renamePoint(id, wanted);
    onNamed(wanted);
    setTyped(undefined);
  };
  return (
    <form
      class="narrow"
      onSubmit={(event) => {
        event.preventDefault();
        void run(() => save(typed.trim() || null), "save");
      }}
    >
      <Field name="point-name" label={text.label} hint={text.hint} maxLength={60} required={false} value={typed} onValue={setTyped} />
      <ProblemLine failure={failure} />
      <div class="actions">
        <Button type="submit" busy={busy === "save"} busyLabel={text.busy}>
          {text.save}
        </Button>
        <Button kind="quiet" onClick={() => setTyped(undefined)}>
          {text.cancel}
        </Button>
        {ownName !== null && (
          <Button kind="quiet" busy={busy === "reset"} busyLabel={text.busy} onClick={() => void run(() => save(null), "reset")}>
            {text.reset}
          </Button>
        )}
      </div>
    </form>
  );
}
