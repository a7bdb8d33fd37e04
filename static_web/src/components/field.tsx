import type { ComponentChildren } from "preact";

import { AlertIcon } from "./icons";
import { LiveText } from "./live-text";

export interface FieldProps {
  name: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  onLeave?: () => void;
  hint?: ComponentChildren;
  error?: string | undefined;
  note?: string;
  type?: "text" | "email" | "password" | "date";
  inputMode?: "numeric" | "email" | "text";
  autocomplete?: string;
  maxLength?: number;
  required?: boolean;
  children?: ComponentChildren;
}

/** The id of a field's control, for a link to it from the summary of errors. */
export function fieldId(name: string): string {
  return `field-${name}`;
}

/** A text field with its label, hint and error, tied together for a screen reader. */
export function Field(props: FieldProps) {
  const { name, label, value, onValue, onLeave, hint, error, note, type = "text", required = true, children } = props;
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error} note={note}>
      <input
        {...controlOf(name, hint, error)}
        type={type as "text"}
        value={value}
        required={required}
        inputMode={props.inputMode}
        autocomplete={props.autocomplete}
        maxLength={props.maxLength}
        autoCapitalize="none"
        autoCorrect="off"
        spellcheck={false}
        onInput={(event) => onValue(event.currentTarget.value)}
        onChange={(event) => {
          // Some password managers fire `change` without `input`.
          if (event.currentTarget.value !== value) onValue(event.currentTarget.value);
        }}
        onBlur={onLeave}
      />
      {children}
    </FieldFrame>
  );
}

type FrameProps = Pick<FieldProps, "name" | "label" | "hint" | "error" | "children"> & { note?: string | undefined };

/** Label, hint and error around a field's control. */
export function FieldFrame({ name, label, hint, error, note, children }: FrameProps) {
  const id = fieldId(name);
  return (
    <div class={`field${error ? " field-wrong" : ""}`}>
      <label for={id}>
        {label}
        {note && <span class="field-note"> ({note})</span>}
      </label>
      {hint && (
        <p class="field-hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
      <div class="field-control">{children}</div>
      <FieldError id={`${id}-error`} error={error} />
    </div>
  );
}

/** The attributes that link a control to its label, hint and error. */
export function controlOf(name: string, hint: ComponentChildren, error: string | undefined) {
  const id = fieldId(name);
  const describedBy = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return { id, name, "aria-invalid": error ? true : undefined, "aria-describedby": describedBy || undefined };
}

export function FieldError({ id, error }: { id: string; error: string | undefined }) {
  return error ? (
    <p class="field-error" id={id}>
      <AlertIcon size={20} />
      <LiveText>{error}</LiveText>
    </p>
  ) : null;
}
