import { accent, bar } from "brand:core";
import { useRegistrationText } from "./text";

const LINES: [number, number][] = [
  [88, 120],
  [102, 84],
  [166, 268],
  [180, 268],
  [194, 190],
];

/** A drawing that shows where the two numbers are on our invoices; in Polish, like them. */
export function SampleInvoice({ open }: { open: boolean }) {
  const text = useRegistrationText().registration;
  return (
    <details class="sample" open={open}>
      <summary>{text.where}</summary>
      <p>{text.whereText}</p>
      <svg class="sample-paper" viewBox="0 0 300 216" aria-hidden="true" lang="pl" translate={false}>
        <rect x="0.5" y="0.5" width="299" height="215" rx="4" fill="#ffffff" stroke="#e3e1da" />
        <circle cx="26" cy="28" r="10" fill={bar} />
        <circle cx="26" cy="28" r="4" fill={accent} />
        <rect x="98" y="16" width="186" height="26" rx="4" fill={accent} />
        <text x="106" y="34" font-size="14" font-weight="700" fill="#14252e">
          {text.sampleInvoice} FE/142636217571
        </text>
        <text x="16" y="76" font-size="13" fill="#52646e">
          {text.sampleBuyer}
        </text>
        {LINES.map(([y, width]) => (
          <rect key={y} x="16" y={y} width={width} height="6" rx="3" fill="#e3e1da" />
        ))}
        <rect x="14" y="120" width="186" height="26" rx="4" fill={accent} />
        <text x="22" y="138" font-size="14" font-weight="600" fill="#14252e">
          Numer klienta 60418273
        </text>
      </svg>
    </details>
  );
}
