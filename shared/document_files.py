"""The files of a document: what billing announces and serves, the sync keeps in Blob, and the customer downloads."""

from typing import Any, Literal, NamedTuple

FileState = Literal["ready", "pending", "none"]


class DocumentFile(NamedTuple):
    """A kind of file. A mirrored document tells under `name` how its own stands."""

    name: Literal["pdf", "ksefXml"]
    path: str
    media_type: str
    begins: tuple[bytes, ...]
    announced_at: tuple[str, str]
    unavailable: str

    def sha256(self, data: dict[str, Any]) -> str | None:
        """The SHA-256 that a document's `data` announces, in hexadecimal; None without such a file."""
        part, field = self.announced_at
        announced: str | None = data.get(part, {}).get(field)
        return announced


PDF = DocumentFile("pdf", "pdf", "application/pdf", (b"%PDF-",), ("pdf", "sha256"), "pdf_unavailable")
_XML = (b"<", b"\xef\xbb\xbf<")
KSEF_XML = DocumentFile("ksefXml", "ksef-xml", "application/xml", _XML, ("ksef", "xmlSha256"), "xml_unavailable")
FILES = (PDF, KSEF_XML)

PDF_POLICY = "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
"""The Content-Security-Policy of a PDF: under `default-src 'none'` Safari's viewer shows an empty page."""
