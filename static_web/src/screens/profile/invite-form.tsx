import { useRef } from "preact/hooks";

import { faultText } from "../../api/failure";
import { type Person, profileApi, type Role } from "../../api/profile";
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

function valuesOf(person: Person | undefined): Values {
  const { role = "billing", contracts = null, until = null } = person ?? {};
  return { email: "", role, some: contracts !== null, contracts: contracts ?? [], until: until ?? "" };
}

interface InviteFormProps {
  /** The person whose access is changed; undefined for an invitation. */
  person?: Person | undefined;
  onSent: (who: string) => void;
  onCancel?: () => void;
}

/** The form of an invitation or a change of access: permissions, contracts and end. */
export function InviteForm({ person, onSent, onCancel }: InviteFormProps) {
  const text = useProfileText();
  const words = useText();
  const { language } = useLanguage();
  const key = useRef(randomKey());
  const { withPassword, dialog } = useReauthentication();
  const listed = useAnswer((signal) => supplyApi.contracts({ limit: 100 }, signal), "contracts");
  const contracts = listed.state === "ready" ? listed.data.contracts : [];
  const form = useForm<Values>(valuesOf(person), (values) => ({
    ...(!person && emailFault(values.email) && { email: emailFault(values.email) }),
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
    <Tile title={person ? text.people.changeTitle(person.name ?? person.email) : text.people.formTitle} id="dostep">
      <p>{person ? text.people.changeLead : text.people.formLead}</p>
      <form
        class="narrow"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void form.send(async (values) => {
            const scope = {
              role: values.role,
              contracts: values.some ? values.contracts : null,
              until: values.until || null,
            };
            if (person) {
              await withPassword(() => profileApi.changePerson(person.id, scope));
              onSent(person.name ?? person.email);
              return;
            }
            const to = emailTyped(values.email);
            await withPassword(() => profileApi.invite({ ...scope, email: to, locale: language }, key.current));
            onSent(to);
          });
        }}
      >
        <ErrorSummary labels={labels} faults={form.faults} failure={form.failure} sendings={form.sendings} own={text.problem} />
        {!person && (
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
        )}
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
        {(contracts.length > 1 || form.values.some) && (
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
              contracts.map(({ id, number, product }, index) => (
                <label key={id} class="check">
                  <input
                    type="checkbox"
                    id={index === 0 ? fieldId("contracts") : undefined}
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
            {person ? text.people.saveChange : text.people.submit}
          </Button>
          {onCancel && (
            <Button kind="quiet" onClick={onCancel}>
              {text.people.keep}
            </Button>
          )}
        </div>
      </form>
      {dialog}
    </Tile>
  );
}
