import type { Registration } from "../../api/client";
import { useRegistrationText } from "./text";

interface KindSwitchProps {
  value: Registration["kind"];
  onValue: (kind: Registration["kind"]) => void;
}

/** Private person or company: two radio buttons that look like one switch. */
export function KindSwitch({ value, onValue }: KindSwitchProps) {
  const text = useRegistrationText().registration;
  return (
    <fieldset class="switch">
      <legend>{text.kind}</legend>
      <div class="switch-options">
        {(["individual", "business"] as const).map((kind) => (
          <label key={kind} class={kind === value ? "switch-on" : undefined}>
            <input type="radio" name="kind" value={kind} checked={kind === value} onChange={() => onValue(kind)} />
            <span>{text[kind]}</span>
          </label>
        ))}
      </div>
    </fieldset>
  );
}
