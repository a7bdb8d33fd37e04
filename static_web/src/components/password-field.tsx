import { useState } from "preact/hooks";

import { useText } from "../i18n/text";
import { PASSWORD_MAX, PASSWORD_MIN, passwordLength, passwordStrength, type Strength } from "../rules/password";
import { Field, type FieldProps } from "./field";
import { EyeIcon, EyeOffIcon } from "./icons";
import { LiveText } from "./live-text";

const FILLED: Record<Strength, number> = { empty: 0, short: 1, dull: 2, long: 1, good: 3, strong: 4 };

interface PasswordFieldProps extends Pick<FieldProps, "value" | "onValue" | "onLeave" | "error"> {
  name?: string;
  label?: string;
  chosenNow?: boolean;
}

/** A password that can be shown; for a new one with its strength. */
export function PasswordField({ name = "password", label, chosenNow = false, ...field }: PasswordFieldProps) {
  const text = useText();
  const [shown, setShown] = useState(false);
  return (
    <>
      <Field
        {...field}
        name={name}
        label={label ?? text.password.label}
        type={shown ? "text" : "password"}
        autocomplete={chosenNow ? "new-password" : "current-password"}
        hint={chosenNow ? text.password.hint(PASSWORD_MIN) : undefined}
      >
        <button
          type="button"
          class="field-button"
          aria-label={shown ? text.password.hide : text.password.show}
          onClick={() => setShown(!shown)}
        >
          {shown ? <EyeOffIcon /> : <EyeIcon />}
        </button>
      </Field>
      {chosenNow && <StrengthHint password={field.value} refused={Boolean(field.error)} />}
    </>
  );
}

/** Empty beside an error, but keeps its height. */
function StrengthHint({ password, refused }: { password: string; refused: boolean }) {
  const text = useText();
  const strength = refused ? "empty" : passwordStrength(password);
  const words: Record<Strength, string> = {
    empty: "",
    short: text.password.missing(PASSWORD_MIN - passwordLength(password)),
    dull: text.password.dull,
    long: text.password.long(PASSWORD_MAX),
    good: text.password.good,
    strong: text.password.strong,
  };
  return (
    <div class={`strength strength-${strength}`}>
      <div class="strength-bar" aria-hidden="true">
        {[1, 2, 3, 4].map((step) => (
          <span key={step} class={step <= FILLED[strength] ? "strength-on" : ""} />
        ))}
      </div>
      <p aria-live="polite">
        <LiveText>{words[strength]}</LiveText>
      </p>
    </div>
  );
}
