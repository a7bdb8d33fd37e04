import { useEffect, useRef } from "preact/hooks";

import { type Failure, failureText, faultText } from "../api/failure";
import { useText } from "../i18n/text";
import { fieldId } from "./field";
import { AlertIcon } from "./icons";

interface ErrorSummaryProps {
  /** Fields in the order of the form, with their labels. */
  labels: Record<string, string>;
  faults: Record<string, string | undefined>;
  failure: Failure | undefined;
  /** Grows with each sending, so that the same errors are announced again. */
  sendings: number;
}

/** What is wrong, on top of a form, each line leading to its field; takes the focus after each sending. */
export function ErrorSummary({ labels, faults, failure, sendings }: ErrorSummaryProps) {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  const wrong = Object.keys(labels).filter((name) => faults[name]);
  const visible = wrong.length > 0 || failure !== undefined;

  useEffect(() => {
    if (sendings > 0 && visible) box.current?.focus();
  }, [sendings]);

  if (!visible) return null;
  const general = failure && (failure.code !== "validation_failed" || wrong.length === 0);
  return (
    <div class="error-summary" role="alert" tabIndex={-1} ref={box}>
      <AlertIcon />
      <div>
        <p>
          <strong>{general ? failureText(text, failure) : text.fault.summary(wrong.length)}</strong>
        </p>
        {wrong.length > 0 && (
          <ul>
            {wrong.map((name) => (
              <li key={name}>
                <a
                  href={`#${fieldId(name)}`}
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(fieldId(name))?.focus();
                  }}
                >
                  {labels[name]}
                </a>
                : {faultText(text, faults[name] ?? "")}
              </li>
            ))}
          </ul>
        )}
        {failure && failure.status >= 500 && failure.requestId && (
          <p class="small">{text.problem.reference(failure.requestId)}</p>
        )}
      </div>
    </div>
  );
}
