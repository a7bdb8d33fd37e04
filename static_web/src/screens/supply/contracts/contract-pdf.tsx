import type { ContractDetails } from "../../../api/supply";
import { PdfIcon } from "../../../components/icons";
import { useText } from "../../../i18n/text";
import { useSupplyText } from "../text";

/** The link to the contract's PDF, or why there is none. */
export function ContractPdf({ contract: { id, pdf } }: { contract: ContractDetails }) {
  const text = useSupplyText().contract;
  const all = useText();
  if (pdf === "pending") return <p class="muted">{all.documents.pdfPending}</p>;
  if (pdf === "none") return <p class="muted">{text.noPdf}</p>;
  return (
    <p class="pdf-button">
      <a class="pdf-link" href={`/api/supply/contracts/${encodeURIComponent(id)}/pdf?inline`} target="_blank" rel="noopener">
        <PdfIcon size={20} />
        {text.pdf}
        <span class="visually-hidden"> ({all.opensInNewTab})</span>
      </a>
    </p>
  );
}
