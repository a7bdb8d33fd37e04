import { faultText } from "../../../api/failure";
import type { ServiceChoice, ServiceField } from "../../../api/services";
import { type Choice, Combobox, type Found } from "../../../components/combobox";
import { controlOf, Field, FieldError, FieldFrame, fieldId } from "../../../components/field";
import { useText } from "../../../i18n/text";
import { useTicketsText } from "../text";
import { TextArea } from "../text-area";
import { chosenOf, isAsked, joined, nameOf, partsOf, tick, ticked, type Typed } from "./answers";

/** With more options than that, the field is a search. */
const MOST_LISTED = 30;
const LONG_TEXT = 300;

interface FieldsProps {
  fields: ServiceField[];
  typed: Typed;
  faults: Partial<Record<string, string>>;
  onSay: (name: string, value: string) => void;
}

/** The fields of a service, rendered by their kind. */
export function ServiceFields({ fields, typed, faults, onSay }: FieldsProps) {
  return (
    <>
      {fields.filter((field) => isAsked(field, typed)).map((field) => (
        <OneField key={field.name} field={field} fields={fields} typed={typed} faults={faults} onSay={onSay} />
      ))}
    </>
  );
}

/** The labels of all fields that are asked for, for the summary of errors. */
export function useLabels(fields: ServiceField[], typed: Typed): Record<string, string> {
  const text = useTicketsText().services;
  const labels: Record<string, string> = {};
  fields.filter((field) => isAsked(field, typed)).forEach((field) => {
    labels[nameOf(field)] = field.label;
    partsOf(field, fields, typed).forEach((part) => {
      if (part) labels[nameOf(field, part)] = `${field.label}: ${partLabel(text, part)}`;
    });
  });
  return labels;
}

interface OneProps extends FieldsProps {
  field: ServiceField;
}

function OneField({ field, fields, typed, faults, onSay }: OneProps) {
  const words = useText();
  const text = useTicketsText();
  const name = nameOf(field);
  const value = typed[name] ?? "";
  const fault = (at: string, label: string) => {
    const code = faults[at];
    return code ? faultText(words, code, "", text.services.problem, label) : undefined;
  };
  const error = fault(name, field.label);
  const hint = field.hint ?? undefined;
  const note = field.required ? undefined : text.form.optional;
  const common = { name, label: field.label, value, error, ...(hint && { hint }), ...(note && { note }), required: field.required };
  const say = (said: string) => onSay(name, said);
  switch (field.kind) {
    case "readings":
    case "address":
      return (
        <fieldset class="subject-fields" id={fieldId(name)} tabIndex={-1}>
          <legend>
            {field.label}
            {note && <span class="field-note"> ({note})</span>}
          </legend>
          {hint && <p class="field-hint">{hint}</p>}
          <FieldError id={`${fieldId(name)}-error`} error={error} />
          {field.kind === "readings" && partsOf(field, fields, typed).length === 0 && <p class="field-hint">{text.services.choosePoint}</p>}
          {partsOf(field, fields, typed).map((part = "") => (
            <Field
              key={part}
              name={nameOf(field, part)}
              label={partLabel(text.services, part)}
              inputMode={field.kind === "readings" ? "numeric" : "text"}
              required={field.required && part !== "street" && part !== "flat"}
              value={typed[nameOf(field, part)] ?? ""}
              error={fault(nameOf(field, part), partLabel(text.services, part))}
              onValue={(said) => onSay(nameOf(field, part), said)}
              {...((part === "street" || part === "flat") && { note: text.form.optional })}
            />
          ))}
        </fieldset>
      );
    case "consent":
      return (
        <div class="consents">
          <label class={error ? "check check-wrong" : "check"}>
            <input
              type="checkbox"
              {...controlOf(name, undefined, error)}
              checked={ticked(value)}
              required={field.required}
              onChange={({ currentTarget }) => say(tick(currentTarget.checked))}
            />
            <span>
              <FieldError id={`${fieldId(name)}-error`} error={error} />
              {field.label}
            </span>
          </label>
        </div>
      );
    case "choices":
    case "documents":
      return <Several field={field} value={value} error={error} note={note} onSay={say} />;
    case "choice":
    case "contract":
    case "point":
    case "document":
      return <One field={field} value={value} error={error} note={note} onSay={say} />;
    case "date":
      return (
        <FieldFrame name={name} label={field.label} hint={hint} error={error} note={note}>
          <input
            {...controlOf(name, hint, error)}
            type="date"
            min={field.fromOn ?? undefined}
            max={field.toOn ?? undefined}
            value={value}
            required={field.required}
            onChange={({ currentTarget }) => say(currentTarget.value)}
          />
        </FieldFrame>
      );
    case "text":
      return (field.most ?? 0) > LONG_TEXT ? <TextArea {...common} rows={4} onValue={say} /> : <Field {...common} onValue={say} />;
    case "email":
      return <Field {...common} type="email" inputMode="email" autocomplete="email" onValue={say} />;
    case "phone":
      return <Field {...common} autocomplete="tel" onValue={say} />;
    case "number":
      return <Field {...common} inputMode={field.decimals > 0 ? "text" : "numeric"} onValue={say} />;
    case "money":
    case "iban":
      return <Field {...common} onValue={say} />;
    default:
      return unknown(field.kind);
  }
}

/** Fails to compile where a kind has no case above. */
function unknown(kind: never): never {
  throw new Error(`no field of kind ${String(kind)}`);
}

interface ChoiceProps {
  field: ServiceField;
  value: string;
  error: string | undefined;
  note: string | undefined;
  onSay: (value: string) => void;
}

/** A choice of one: a list, or a search where there are many. */
function One({ field, value, error, note, onSay }: ChoiceProps) {
  const text = useTicketsText();
  const name = nameOf(field);
  const chosen = field.choices.filter((choice) => choice.value === value)[0];
  if (field.choices.length > MOST_LISTED) {
    return (
      <div class={`field${error ? " field-wrong" : ""}`}>
        <Combobox
          id={fieldId(name)}
          label={field.label}
          words={text.pick}
          chosen={chosen && asChoice(chosen)}
          search={(typed) => Promise.resolve(found(field.choices, typed))}
          onChoose={(choice) => onSay(choice?.id ?? "")}
        />
        <FieldError id={`${fieldId(name)}-error`} error={error} />
      </div>
    );
  }
  return (
    <FieldFrame name={name} label={field.label} hint={field.hint ?? undefined} error={error} note={note}>
      <select {...controlOf(name, field.hint ?? undefined, error)} value={value} required={field.required} onChange={({ currentTarget }) => onSay(currentTarget.value)}>
        <option value="">{field.choices.length > 0 ? text.services.choose : text.services.nothingToChoose}</option>
        {field.choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </FieldFrame>
  );
}

function Several({ field, value, error, note, onSay }: ChoiceProps) {
  const text = useTicketsText();
  const name = nameOf(field);
  const chosen = chosenOf(value);
  return (
    <fieldset class="consents">
      <legend>
        {field.label}
        {note && <span class="field-note"> ({note})</span>}
      </legend>
      {field.hint && <p class="field-hint">{field.hint}</p>}
      <FieldError id={`${fieldId(name)}-error`} error={error} />
      {field.choices.length === 0 && <p class="field-hint">{text.services.nothingToChoose}</p>}
      {field.choices.map((choice, index) => (
        <label key={choice.value} class={error ? "check check-wrong" : "check"}>
          <input
            type="checkbox"
            id={index === 0 ? fieldId(name) : undefined}
            checked={chosen.indexOf(choice.value) >= 0}
            aria-invalid={error ? true : undefined}
            aria-describedby={error ? `${fieldId(name)}-error` : undefined}
            onChange={({ currentTarget }) =>
              onSay(joined(field.choices.map((one) => one.value).filter((one) => (one === choice.value ? currentTarget.checked : chosen.indexOf(one) >= 0))))
            }
          />
          <span>{choice.label}</span>
        </label>
      ))}
    </fieldset>
  );
}

const asChoice = ({ value, label }: ServiceChoice): Choice => ({ id: value, label });

function found(choices: ServiceChoice[], typed: string): Found {
  const wanted = typed.toLowerCase();
  const fitting = choices.filter(({ label }) => label.toLowerCase().indexOf(wanted) >= 0);
  return { choices: fitting.slice(0, MOST_LISTED).map(asChoice), more: fitting.length > MOST_LISTED };
}

function partLabel(text: ReturnType<typeof useTicketsText>["services"], part: string): string {
  const parts: Partial<Record<string, string>> = text.parts;
  const zones: Partial<Record<string, string>> = text.zones;
  return parts[part] ?? text.zone(zones[part] ?? part);
}
