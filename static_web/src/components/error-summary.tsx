import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { type Failure, failureText, faultText } from "../api/failure";
import { useText } from "../i18n/text";
import { fieldId } from "./field";
import { AlertIcon } from "./icons";
import { LiveText } from "./live-text";

interface ErrorSummaryProps {
  /** Fields in the order of the form, with their labels. */
  labels: Record<string, string>;
  faults: Record<string, string | undefined>;
  failure: Failure | undefined;
  /** Counts the submissions, so that the same errors are announced again. */
  sendings: number;
  /** Messages for error codes that only one area has. */
  own?: Record<string, unknown>;
}

/**
 * What was wrong when the form was sent, on top of it, each line leading to its field; takes the focus after each
 * sending. It stays as it is until the next one, because nothing may move while somebody mends a field.
 */
export function ErrorSummary({ labels, faults: faultsNow, failure, sendings, own }: ErrorSummaryProps) {
  const text = useText();
  const box = useRef<HTMLDivElement>(null);
  const sent = useRef({ sendings: 0, faults: {} as ErrorSummaryProps["faults"] });
  if (sent.current.sendings !== sendings) sent.current = { sendings, faults: faultsNow };
  const { faults } = sent.current;
  const wrong = Object.keys(labels).filter((name) => faults[name]);
  const visible = wrong.length > 0 || failure !== undefined;

  useLayoutEffect(() => {
    if (sendings > 0 && visible) box.current?.focus();
  }, [sendings]);
  useEffect(() => {
    if (!visible) return undefined;
    const title = document.title;
    document.title = `${text.fault.title}: ${title}`;
    return () => {
      // Another screen may have set its own title meanwhile.
      if (document.title.endsWith(title)) document.title = title;
    };
  }, [visible, text]);

  if (!visible) return null;
  const general = failure && (failure.code !== "validation_failed" || wrong.length === 0);
  return (
    <div class="error-summary" role="alert" tabIndex={-1} ref={box}>
      <AlertIcon />
      <div>
        <p>
          <strong>
            <LiveText>{general ? failureText(text, failure, own) : text.fault.summary(wrong.length)}</LiveText>
          </strong>
        </p>
        {wrong.length > 0 && (
          <ul>
            {wrong.map((name) => (
              <li key={name} class={faultsNow[name] ? undefined : "mended"}>
                <a
                  href={`#${fieldId(name)}`}
                  onClick={(event) => {
                    event.preventDefault();
                    document.getElementById(fieldId(name))?.focus();
                  }}
                >
                  {labels[name]}
                </a>
                : {faultText(text, faults[name] ?? "", name, own, labels[name])}
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
