import { useState } from "preact/hooks";

import { faultText } from "../../api/failure";
import { type Passkey, passkeyApi } from "../../api/passkey";
import { useAnswer } from "../../api/use-answer";
import { useAction } from "../../components/action";
import { Banner } from "../../components/banner";
import { Button } from "../../components/button";
import { ErrorSummary } from "../../components/error-summary";
import { Field } from "../../components/field";
import { useForm } from "../../components/form";
import { ProblemLine } from "../../components/problem-line";
import { type Column, Table } from "../../components/table";
import { Tile } from "../../components/tile";
import { Moment } from "../../components/values";
import { WaitFor } from "../../components/waiting";
import { useAccountText } from "./text";
import { useText } from "../../i18n/text";
import { passkeysSupported } from "../../rules/passkeys";
import { SecurityPage } from "./security-page";
import { useReauthentication } from "./reauthentication";

/** The list of the account's passkeys, adding and removing. */
export function PasskeysScreen() {
  const text = useAccountText().passkeys;
  const [edition, setEdition] = useState(0);
  const [said, setSaid] = useState<string>();
  const passkeys = useAnswer(passkeyApi.list, `passkeys ${edition}`);
  const changed = (sentence: string) => {
    setSaid(sentence);
    setEdition((seen) => seen + 1);
  };
  return (
    <SecurityPage title={text.title}>
      <p>{text.lead}</p>
      {said && <Banner tone="good">{said}</Banner>}
      <Tile title={text.own}>
        <WaitFor on={passkeys}>
          {({ items }) =>
            items.length === 0 ? (
              <p>{text.none}</p>
            ) : (
              <Own passkeys={items} onRemoved={() => changed(text.removed)} />
            )
          }
        </WaitFor>
      </Tile>
      {passkeysSupported() ? <Add onAdded={() => changed(text.added)} /> : <p>{text.unsupported}</p>}
    </SecurityPage>
  );
}

function Own({ passkeys, onRemoved }: { passkeys: Passkey[]; onRemoved: () => void }) {
  const text = useAccountText().passkeys;
  const action = useAction();
  const { withPassword, dialog } = useReauthentication();
  const columns: Column<Passkey>[] = [
    { head: text.name, rowHead: true, cell: ({ name }) => name },
    { head: text.since, cell: ({ createdAt }) => <Moment instant={createdAt} /> },
    {
      head: text.action,
      bare: true,
      cell: ({ id, name }) => (
        <Button
          kind="quiet"
          label={text.removeWhat(name)}
          busy={action.busy === id}
          busyLabel={text.removing}
          onClick={() =>
            void action.run(async () => {
              await withPassword(() => passkeyApi.remove(id));
              onRemoved();
            }, id)
          }
        >
          {text.remove}
        </Button>
      ),
    },
  ];
  return (
    <>
      <Table caption={text.own} columns={columns} rows={passkeys} rowKey={({ id }) => id} />
      <ProblemLine failure={action.failure} />
      {dialog}
    </>
  );
}

function Add({ onAdded }: { onAdded: () => void }) {
  const words = useText();
  const text = useAccountText().passkeys;
  const { withPassword, dialog } = useReauthentication();
  const form = useForm({ name: "", credential: "" }, ({ name }) => (name.trim() ? {} : { name: "missing" }));
  return (
    <Tile title={text.addTitle}>
      <form
        class="narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(async ({ name }) => {
            await withPassword(() => passkeyApi.add(name.trim()));
            form.set("name", "");
            onAdded();
          });
        }}
      >
        <ErrorSummary
          labels={{ name: text.name, credential: text.passkey }}
          faults={form.faults}
          failure={form.failure}
          sendings={form.sendings}
        />
        <Field
          name="name"
          label={text.name}
          hint={text.nameHint}
          autocomplete="off"
          maxLength={64}
          value={form.values.name}
          onValue={(value) => form.set("name", value)}
          error={form.faults.name && faultText(words, form.faults.name, "name")}
        />
        <Button type="submit" wide busy={form.busy} busyLabel={text.adding}>
          {text.add}
        </Button>
      </form>
      {dialog}
    </Tile>
  );
}
