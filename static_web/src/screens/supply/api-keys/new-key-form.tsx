import { type ApiScope, type MadeApiKey, profileApi } from "../../../api/profile";
import { Button } from "../../../components/button";
import { ErrorSummary } from "../../../components/error-summary";
import { Field, FieldError, fieldId } from "../../../components/field";
import { useForm } from "../../../components/form";
import { Tile } from "../../../components/tile";
import { faultText } from "../../../api/failure";
import { useText } from "../../../i18n/text";
import { useReauthentication } from "../../account/reauthentication";
import { useSupplyText } from "../text";

const SCOPES: ApiScope[] = ["supply:read", "billing:read"];

/** The form of a new key: its name and scopes. */
export function NewKeyForm({ onMade }: { onMade: (key: MadeApiKey) => void }) {
  const text = useSupplyText().apiKeys;
  const words = useText();
  const { withPassword, dialog } = useReauthentication();
  const form = useForm<{ name: string; scopes: ApiScope[] }>({ name: "", scopes: ["supply:read"] }, ({ name, scopes }) => ({
    ...(!name.trim() && { name: "missing" }),
    ...(scopes.length === 0 && { scopes: "missing" }),
  }));
  const { name, scopes } = form.values;
  return (
    <Tile title={text.newKey}>
      <form
        class="narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(async (values) => {
            const { data } = await withPassword(() => profileApi.makeApiKey(values.name.trim(), values.scopes));
            form.set("name", "");
            onMade(data);
          });
        }}
      >
        <ErrorSummary labels={{ name: text.name, scopes: text.mayRead }} faults={form.faults} failure={form.failure} sendings={form.sendings} own={{ scopesMissing: text.scopesMissing }} />
        <Field
          name="name"
          label={text.name}
          hint={text.nameHint}
          maxLength={60}
          value={name}
          error={form.faults.name && faultText(words, form.faults.name, "name")}
          onValue={(value) => form.set("name", value)}
        />
        <fieldset class="consents" id={fieldId("scopes")} tabIndex={-1}>
          <legend>{text.mayRead}</legend>
          <FieldError id={`${fieldId("scopes")}-error`} error={form.faults.scopes && faultText(words, form.faults.scopes, "scopes", text)} />
          {SCOPES.map((scope) => (
            <label key={scope} class="check">
              <input
                type="checkbox"
                checked={scopes.indexOf(scope) >= 0}
                onChange={({ currentTarget }) =>
                  form.set("scopes", SCOPES.filter((one) => (one === scope ? currentTarget.checked : scopes.indexOf(one) >= 0)))
                }
              />
              <span>{text.scopes[scope]}</span>
            </label>
          ))}
        </fieldset>
        <div class="actions">
          <Button type="submit" busy={form.busy} busyLabel={text.making}>
            {text.make}
          </Button>
        </div>
      </form>
      {dialog}
    </Tile>
  );
}
