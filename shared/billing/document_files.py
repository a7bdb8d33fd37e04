"""The files of documents and contracts: billing announces and serves them, the sync keeps them in Blob storage."""

from typing import Any, Literal, NamedTuple

FileState = Literal["ready", "pending", "none"]


class DocumentFile(NamedTuple):
    """A kind of file. What is mirrored tells under `name` how its own stands; billing serves it under `of`."""

    name: Literal["pdf", "ksefXml"]
    path: str
    media_type: str
    begins: tuple[bytes, ...]
    announced_at: tuple[str, str]
    unavailable: str
    of: Literal["documents", "contracts"] = "documents"

    def sha256(self, data: dict[str, Any]) -> str | None:
        """The SHA-256 that a document's `data` announces, in hexadecimal; None without such a file."""
        part, field = self.announced_at
        announced: str | None = data.get(part, {}).get(field)
        return announced


PDF_MEDIA_TYPE = "application/pdf"
PDF = DocumentFile("pdf", "pdf", PDF_MEDIA_TYPE, (b"%PDF-",), ("pdf", "sha256"), "pdf_unavailable")
CONTRACT_PDF = PDF._replace(of="contracts")
_XML = (b"<", b"\xef\xbb\xbf<")
KSEF_XML = DocumentFile("ksefXml", "ksef-xml", "application/xml", _XML, ("ksef", "xmlSha256"), "xml_unavailable")
FILES: dict[str, tuple[DocumentFile, ...]] = {"document": (PDF, KSEF_XML), "contract": (CONTRACT_PDF,)}
"""The files of what is mirrored, by its type."""

PDF_POLICY = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""The Content-Security-Policy of a PDF: under `default-src 'none'` Safari's viewer shows an empty page."""
