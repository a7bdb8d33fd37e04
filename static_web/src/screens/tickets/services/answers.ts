import type { Answer, ServiceDetails, ServiceField } from "../../../api/services";

/** The values by the field names of the portal's faults: `answers.amount`, `answers.readings.dzienna`. */
export type Typed = Record<string, string>;

const ADDRESS_PARTS = ["street", "building", "flat", "postalCode", "city"] as const;
const NEEDED_PARTS = ["building", "postalCode", "city"];
const SEPARATOR = "\n";
const YES = "true";

export function nameOf(field: { name: string }, part?: string): string {
  return `answers.${field.name}${part ? `.${part}` : ""}`;
}

/** Whether a field is asked for, by the answer to another. */
export function isAsked({ onlyIf }: ServiceField, typed: Typed): boolean {
  return !onlyIf || typed[nameOf({ name: onlyIf.field })] === onlyIf.value;
}

/** The zones of the meter at the point that is chosen. */
function zonesOf(fields: ServiceField[], typed: Typed): string[] {
  const point = fields.filter(({ kind }) => kind === "point")[0];
  const chosen = point && typed[nameOf(point)];
  return point?.choices.filter(({ value }) => value === chosen)[0]?.zones ?? [];
}

/** The names of a field's parts; a simple field has one, itself. */
export function partsOf(field: ServiceField, fields: ServiceField[], typed: Typed): (string | undefined)[] {
  if (field.kind === "readings") return zonesOf(fields, typed);
  if (field.kind === "address") return [...ADDRESS_PARTS];
  return [undefined];
}

export function chosenOf(typed: string | undefined): string[] {
  return typed ? typed.split(SEPARATOR) : [];
}

export function joined(values: string[]): string {
  return values.join(SEPARATOR);
}

export function ticked(typed: string | undefined): boolean {
  return typed === YES;
}

export function tick(on: boolean): string {
  return on ? YES : "";
}

/** All values of the form, empty ones too, so that one version can replace another. */
export function wholeOf(fields: ServiceField[], typed: Typed): Typed {
  const whole: Typed = {};
  fields.forEach((field) => partsOf(field, fields, typed).forEach((part) => (whole[nameOf(field, part)] = "")));
  return { ...whole, ...typed };
}

/** The values as lines of text, to compare two versions. */
export function linesOf(fields: ServiceField[], typed: Typed): { label: string; value: string }[] {
  return fields
    .filter((field) => isAsked(field, typed))
    .map((field) => ({
      label: field.label,
      value: partsOf(field, fields, typed)
        .map((part) => chosenOf(typed[nameOf(field, part)]).map((one) => field.choices.filter(({ value }) => value === one)[0]?.label ?? one).join("; "))
        .filter(Boolean)
        .join(", "),
    }))
    .filter(({ value }) => value);
}

/** The missing fields; the rest is validated by the portal. */
export function faultsOf(fields: ServiceField[], typed: Typed): Typed {
  const faults: Typed = {};
  fields.forEach((field) => {
    if (!field.required || !isAsked(field, typed)) return;
    partsOf(field, fields, typed).forEach((part) => {
      const name = nameOf(field, part);
      const needed = field.kind !== "address" || NEEDED_PARTS.indexOf(part ?? "") >= 0;
      if (needed && !(typed[name] ?? "").trim()) faults[name] = "missing";
    });
  });
  return faults;
}

/** The answers for the API, without those of hidden fields. */
export function answersOf(fields: ServiceField[], typed: Typed): Record<string, Answer> {
  const answers: Record<string, Answer> = {};
  fields.forEach((field) => {
    if (!isAsked(field, typed)) return;
    const said = (typed[nameOf(field)] ?? "").trim();
    if (field.kind === "consent") {
      if (ticked(said)) answers[field.name] = true;
    } else if (field.kind === "choices" || field.kind === "documents") {
      if (said) answers[field.name] = chosenOf(said);
    } else if (field.kind === "readings" || field.kind === "address") {
      const parts: Record<string, string> = {};
      partsOf(field, fields, typed).forEach((part) => {
        const value = (typed[nameOf(field, part)] ?? "").trim();
        if (part && value) parts[part] = value;
      });
      if (Object.keys(parts).length > 0) answers[field.name] = parts;
    } else if (said) {
      answers[field.name] = said;
    }
  });
  return answers;
}

/** The initial values: the only option, or what the address names. */
export function firstTyped({ fields, overpayment }: ServiceDetails, query: Record<string, string | undefined>, decimal: (grosze: number) => string): Typed {
  const named: Partial<Record<string, string | undefined>> = {
    point: query["punkt"], contract: query["umowa"], document: query["faktura"], documents: query["faktura"],
  };
  const typed: Typed = {};
  fields.forEach((field) => {
    const wanted = field.choices.filter(({ value }) => value === named[field.kind])[0];
    const only = field.choices.length === 1 && field.required && field.kind !== "choices" ? field.choices[0] : undefined;
    const value = (wanted ?? only)?.value;
    if (value) typed[nameOf(field)] = value;
    if (field.kind === "money" && field.name === "amount" && overpayment) typed[nameOf(field)] = decimal(overpayment);
  });
  return typed;
}
