import { useRegistrationText } from "./text";

/** Shows on a drawn invoice where the two numbers are. */
export function SampleInvoice({ open }: { open: boolean }) {
  const text = useRegistrationText().registration;
  return (
    <details class="sample" open={open}>
      <summary>{text.where}</summary>
      <p>{text.whereText}</p>
      <div class="sample-paper" aria-hidden="true" lang="pl" translate={false}>
        <p class="sample-title">
          {text.sampleInvoice} <mark>FE/142636217571</mark>
        </p>
        <p>{text.sampleBuyer}</p>
        <span class="sample-line" />
        <span class="sample-line sample-line-short" />
        <p>
          Numer klienta <mark>60418273</mark>
        </p>
        <span class="sample-line" />
        <span class="sample-line" />
        <span class="sample-line sample-line-short" />
      </div>
    </details>
  );
}
