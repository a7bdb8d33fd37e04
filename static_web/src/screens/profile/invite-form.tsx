import { useRef } from "preact/hooks";

import { faultText } from "../../api/failure";
import { profileApi, type Role } from "../../api/profile";
import { supplyApi } from "../../api/supply";
import { useAnswer } from "../../api/use-answer";
import { Button } from "../../components/button";
import { ErrorSummary } from "../../components/error-summary";
import { Field, FieldError, fieldId } from "../../components/field";
import { useForm } from "../../components/form";
import { Tile } from "../../components/tile";
import { useLanguage, useText } from "../../i18n/text";
import { randomKey } from "../../rules/amount";
import { emailFault, emailTyped } from "../../rules/email";
import { useReauthentication } from "../account/reauthentication";
import { useProfileText } from "./text";

const ROLES: Role[] = ["billing", "tickets", "viewing", "everything"];

interface Values {
  email: string;
  role: Role;
  some: boolean;
  contracts: string[];
  until: string;
}

/** Inviting somebody: an address, what they may do, for which contracts and until when. */
export function InviteForm({ onSent }: { onSent: (email: string) => void }) {
  const text = useProfileText();
  const words = useText();
  const { language } = useLanguage();
  const key = useRef(randomKey());
  const { withPassword, dialog } = useReauthentication();
  const listed = useAnswer((signal) => supplyApi.contracts({ limit: 100 }, signal), "contracts");
  const contracts = listed.state === "ready" ? listed.data.contracts : [];
  const form = useForm<Values>({ email: "", role: "billing", some: false, contracts: [], until: "" }, (values) => ({
    ...(emailFault(values.email) && { email: emailFault(values.email) }),
    ...(values.some && values.contracts.length === 0 && { contracts: "missing" }),
  }));
  const { email, role, some, until } = form.values;
  const set = <Name extends keyof Values>(name: Name, value: Values[Name]) => {
    key.current = randomKey();
    form.set(name, value);
  };
  const fault = (name: keyof Values) => {
    const code = form.faults[name];
    return code && faultText(words, code, name, text.problem);
  };
  const labels = { email: text.people.email, contracts: text.people.contractsLabel, until: text.people.untilLabel };
  return (
    <Tile title={text.people.formTitle}>
      <p>{text.people.formLead}</p>
      <form
        class="narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(async (values) => {
            const to = emailTyped(values.email);
            const wish = {
              email: to,
              role: values.role,
              contracts: values.some ? values.contracts : null,
              until: values.until || null,
              locale: language,
            };
            await withPassword(() => profileApi.invite(wish, key.current));
            onSent(to);
          });
        }}
      >
        <ErrorSummary labels={labels} faults={form.faults} failure={form.failure} sendings={form.sendings} own={text.problem} />
        <Field
          name="email"
          label={text.people.email}
          type="email"
          inputMode="email"
          autocomplete="off"
          maxLength={254}
          value={email}
          error={fault("email")}
          onValue={(value) => set("email", value)}
        />
        <fieldset class="consents">
          <legend>{text.people.roleLabel}</legend>
          {ROLES.map((one) => (
            <label key={one} class="check">
              <input type="radio" name="role" checked={role === one} onChange={() => set("role", one)} />
              <span>
                {text.roles[one]}
                <span class="role-note">{text.roleNotes[one]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        {contracts.length > 1 && (
          <fieldset class="consents">
            <legend>{text.people.contractsLabel}</legend>
            {[false, true].map((one) => (
              <label key={String(one)} class="check">
                <input type="radio" name="some" checked={some === one} onChange={() => set("some", one)} />
                <span>
                  {one ? text.people.chosen : text.people.allContracts}
                  {one && <span class="role-note">{text.people.someNote}</span>}
                </span>
              </label>
            ))}
            {some &&
              contracts.map(({ id, number, product }, place) => (
                <label key={id} class="check">
                  <input
                    type="checkbox"
                    id={place === 0 ? fieldId("contracts") : undefined}
                    checked={form.values.contracts.indexOf(id) >= 0}
                    onChange={({ currentTarget: { checked } }) =>
                      set("contracts", checked ? [...form.values.contracts, id] : form.values.contracts.filter((other) => other !== id))
                    }
                  />
                  <span>
                    {product}, {number}
                  </span>
                </label>
              ))}
            <FieldError id={`${fieldId("contracts")}-error`} error={fault("contracts")} />
          </fieldset>
        )}
        <p class="filter">
          <label for={fieldId("until")}>{text.people.untilLabel}</label>
          <span class="field-hint" id="until-hint">
            {text.people.untilHint}
          </span>
          <input
            id={fieldId("until")}
            type="date"
            value={until}
            aria-describedby="until-hint"
            onChange={({ currentTarget }) => set("until", currentTarget.value)}
          />
          {fault("until") && <span class="field-error">{fault("until")}</span>}
        </p>
        <div class="actions">
          <Button type="submit" busy={form.busy} busyLabel={text.people.busy}>
            {text.people.submit}
          </Button>
        </div>
      </form>
      {dialog}
    </Tile>
  );
}
