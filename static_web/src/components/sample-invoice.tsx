import { useText } from "../i18n/text";

/** Shows on a drawn invoice where the two numbers are. */
export function SampleInvoice() {
  const text = useText().registration;
  return (
    <details class="sample">
      <summary>{text.where}</summary>
      <p>{text.whereText}</p>
      <div class="sample-paper" aria-hidden="true">
        <p class="sample-title">
          {text.sampleInvoice} <mark>F/2026/11/0012</mark>
        </p>
        <p>{text.sampleBuyer}</p>
        <span class="sample-line" />
        <span class="sample-line sample-line-short" />
        <p>
          Numer klienta <mark>10023456</mark>
        </p>
        <span class="sample-line" />
        <span class="sample-line" />
        <span class="sample-line sample-line-short" />
      </div>
    </details>
  );
}
