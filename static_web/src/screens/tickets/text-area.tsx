import { controlOf, FieldFrame } from "../../components/field";

interface TextAreaProps {
  name: string;
  label: string;
  value: string;
  onValue: (value: string) => void;
  hint?: string;
  error?: string | undefined;
  rows?: number;
  note?: string;
  required?: boolean;
}

/** A multi-line field without maxlength, which would cut pasted text; the length is validated on sending. */
export function TextArea({ name, label, value, onValue, hint, error, rows = 8, note, required = true }: TextAreaProps) {
  return (
    <FieldFrame name={name} label={label} hint={hint} error={error} note={note}>
      <textarea
        {...controlOf(name, hint, error)}
        rows={rows}
        value={value}
        required={required}
        onInput={({ currentTarget }) => onValue(currentTarget.value)}
      />
    </FieldFrame>
  );
}

/** The most characters the portal takes. */
export const MOST_TEXT = 20_000;

/** The fault code of a message: missing or too long. */
export function textFault(value: string): string | undefined {
  if (!value.trim()) return "missing";
  return Array.from(value.trim()).length > MOST_TEXT ? "text_too_long" : undefined;
}
