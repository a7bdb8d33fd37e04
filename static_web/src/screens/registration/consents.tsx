import type { Terms } from "../../api/client";
import { useText } from "../../i18n/text";
import { PATHS } from "../../paths";
import { FieldError, fieldId } from "../../components/field";
import { useRegistrationText } from "./text";

interface ConsentsProps {
  terms: Terms;
  granted: string[];
  onGranted: (codes: string[]) => void;
  error: string | undefined;
}

/** The consents of the current terms, none checked by default. */
export function Consents({ terms, granted, onGranted, error }: ConsentsProps) {
  const registrationText = useRegistrationText();
  const text = useText();
  const errorId = `${fieldId("consents")}-error`;
  const firstRequired = terms.consents.find(({ required }) => required)?.code;
  return (
    <fieldset class="consents">
      <legend>{registrationText.registration.consents}</legend>
      <p>
        <a href={PATHS.terms} target="_blank" rel="noopener">
          {registrationText.registration.readTerms}
          <span class="visually-hidden"> ({text.opensInNewTab})</span>
        </a>
      </p>
      {terms.consents.map(({ code, text: words, required }) => (
        <label key={code} class={required && error ? "check check-wrong" : "check"}>
          <input
            type="checkbox"
            id={code === firstRequired ? fieldId("consents") : undefined}
            checked={granted.includes(code)}
            required={required}
            aria-invalid={(required && error !== undefined) || undefined}
            aria-describedby={required && error ? errorId : undefined}
            onChange={(event) =>
              onGranted(event.currentTarget.checked ? [...granted, code] : granted.filter((other) => other !== code))
            }
          />
          <span>
            {code === firstRequired && <FieldError id={errorId} error={error} />}
            {words}
            {!required && <span class="field-note"> ({registrationText.registration.optional})</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
