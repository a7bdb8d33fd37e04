import { Field, type FieldProps } from "../../components/field";
import { compact } from "../../rules/typed";

interface CodeFieldProps extends Pick<FieldProps, "label" | "value" | "onValue" | "hint" | "error"> {
  recovery?: boolean;
}

/** A code of an authenticator application, which browsers and phones may fill in, or a recovery code. */
export function CodeField({ recovery = false, ...field }: CodeFieldProps) {
  return (
    <Field
      {...field}
      name="code"
      inputMode={recovery ? "text" : "numeric"}
      autocomplete={recovery ? "off" : "one-time-code"}
      maxLength={recovery ? 40 : 20}
    />
  );
}

/** Six digits, however they were grouped and copied. */
export function isCode(text: string): boolean {
  return /^\d{6}$/.test(compact(text));
}
