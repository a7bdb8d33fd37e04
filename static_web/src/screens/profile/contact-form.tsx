import { useRef, useState } from "preact/hooks";

import { faultText } from "../../api/failure";
import { type ContactChange, type PostalAddress, type Profile, profileApi } from "../../api/profile";
import { Button } from "../../components/button";
import { ErrorSummary } from "../../components/error-summary";
import { Field } from "../../components/field";
import { useForm } from "../../components/form";
import { useText } from "../../i18n/text";
import { randomKey } from "../../rules/amount";
import { emailFault, emailTyped } from "../../rules/email";
import { noticingStale } from "./stale";
import { useProfileText } from "./text";

const ADDRESS = ["street", "building", "flat", "postalCode", "city"] as const;
const OPTIONAL = ["street", "flat"];

type Values = Record<"email" | "phone" | (typeof ADDRESS)[number], string>;

interface ContactFormProps {
  profile: Profile;
  /** Which part of the contact data is changed. */
  part: "contact" | "letters";
  onAsked: (profile: Profile) => void;
  /** The data have changed since they were loaded. */
  onStale: () => void;
  onCancel: () => void;
}

/** The form for the contact data or the address for letters; sends only what was changed. */
export function ContactForm({ profile, part, onAsked, onStale, onCancel }: ContactFormProps) {
  const text = useProfileText();
  const words = useText();
  const key = useRef(randomKey());
  const [initial] = useState<Values>(() => valuesOf(profile));
  const form = useForm<Values>(initial, (values) => (part === "contact" ? contactFaults(values, initial) : addressFaults(values)));
  const names = part === "contact" ? (["email", "phone"] as const) : ADDRESS;
  return (
    <form
      class="narrow"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void form.send(async (values) => {
          const request = part === "contact" ? changedContact(values, initial) : { correspondenceAddress: addressOf(values) };
          if (Object.keys(request).length === 0) return onCancel();
          onAsked((await noticingStale(profileApi.changeContact(request, profile.version, key.current), onStale)).data);
        });
      }}
    >
      <ErrorSummary labels={text.fields} faults={form.faults} failure={form.failure} sendings={form.sendings} own={text.problem} />
      {names.map((name) => {
        const fault = form.faults[name];
        return (
          <Field
            key={name}
            name={name}
            label={text.fields[name]}
            {...(OPTIONAL.indexOf(name) >= 0 && { note: text.fields.optional, required: false })}
            {...(name === "email" && { type: "email" as const, autocomplete: "email" })}
            {...(name === "phone" && { autocomplete: "tel" })}
            maxLength={name === "postalCode" ? 12 : 100}
            value={form.values[name]}
            error={fault && faultText(words, fault, name, {}, text.fields[name])}
            onValue={(value) => {
              key.current = randomKey();
              form.set(name, value);
            }}
          />
        );
      })}
      <div class="actions">
        <Button type="submit" busy={form.busy} busyLabel={text.myData.saving}>
          {text.myData.save}
        </Button>
        <Button kind="quiet" onClick={onCancel}>
          {text.myData.cancel}
        </Button>
      </div>
    </form>
  );
}

function valuesOf({ email, phone, address, correspondenceAddress }: Profile): Values {
  const shown: PostalAddress = correspondenceAddress ?? address;
  const values = { email: email ?? "", phone: phone ?? "" } as Values;
  ADDRESS.forEach((name) => {
    values[name] = shown[name] ?? "";
  });
  return values;
}

function contactFaults({ email, phone }: Values, before: Values) {
  const typed = emailTyped(email);
  return {
    ...(typed !== before.email && emailFault(typed) && { email: emailFault(typed) }),
    ...(!phone.trim() && before.phone && { phone: "missing" }),
  };
}

function addressFaults(values: Values) {
  const missing = ADDRESS.filter((name) => OPTIONAL.indexOf(name) < 0 && !values[name].trim());
  return Object.fromEntries(missing.map((name) => [name, "missing"]));
}

function changedContact({ email, phone }: Values, before: Values): ContactChange {
  return {
    ...(emailTyped(email) !== before.email && { email: emailTyped(email) }),
    ...(phone.trim() !== before.phone && { phone: phone.trim() }),
  };
}

function addressOf(values: Values) {
  const said = (name: (typeof ADDRESS)[number]) => values[name].trim();
  return {
    street: said("street") || null,
    building: said("building"),
    flat: said("flat") || null,
    postalCode: said("postalCode"),
    city: said("city"),
  };
}
