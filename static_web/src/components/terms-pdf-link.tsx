import { termsPdfAddress } from "../api/client";
import { useText } from "../i18n/text";
import { PdfIcon } from "./icons";

/** The link to a version of the terms as a PDF. */
export function TermsPdfLink({ version, language }: { version: string; language: string }) {
  return (
    <a class="pdf-link" href={termsPdfAddress(version, language)} download>
      <PdfIcon size={20} />
      {useText().documents.pdf}
      <span class="visually-hidden"> {version}</span>
    </a>
  );
}
