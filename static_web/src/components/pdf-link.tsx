import { type DocumentSummary, pdfAddress } from "../api/client";
import { useText } from "../i18n/text";
import { PdfIcon } from "./icons";

interface PdfLinkProps {
  of: Pick<DocumentSummary, "id" | "number" | "pdf">;
  children?: string;
}

/** The link to a document's PDF, or why there is none yet. */
export function PdfLink({ of: { id, number, pdf }, children }: PdfLinkProps) {
  const text = useText();
  if (pdf === "pending") return <span class="muted small">{text.documents.pdfPending}</span>;
  if (pdf === "none") return null;
  return (
    <a class="pdf-link" href={pdfAddress(id)} target="_blank" rel="noopener">
      <PdfIcon size={20} />
      {children ?? text.documents.pdf}
      <span class="visually-hidden">
        {` ${number} (${text.opensInNewTab})`}
      </span>
    </a>
  );
}
