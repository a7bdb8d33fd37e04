"""The store of PDFs: files by content hash, made when first needed or ahead by `prepare`."""

import hashlib
import os
import tempfile
from pathlib import Path

from local.billing_system.books.account import Account
from local.billing_system.journal import StoredPdf
from local.billing_system.papers.contract_print import contract_of_id, contract_printout
from local.billing_system.papers.printing import Printer, printout


class PdfStore:
    """PDFs in a directory. Making one takes some tens of milliseconds."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._printer: Printer | None = None

    def make(self, account: Account, document_id: str) -> StoredPdf:
        """Make the PDF of a document or contract, keep it, and return its hash and size."""
        if self._printer is None:
            self._printer = Printer()
        contract = contract_of_id(account, document_id)
        printed = contract_printout(account, contract) if contract else printout(account, document_id)
        content = self._printer.pdf(printed)
        sha256 = hashlib.sha256(content).hexdigest()
        self._keep(sha256, content)
        return StoredPdf(sha256, len(content))

    def read(self, sha256: str) -> bytes | None:
        """Return the PDF with this hash, or None when its file is gone."""
        try:
            return self._file(sha256).read_bytes()
        except FileNotFoundError:
            return None

    def _file(self, sha256: str) -> Path:
        return self._directory / sha256[:2] / f"{sha256}.pdf"

    def _keep(self, sha256: str, content: bytes) -> None:
        file = self._file(sha256)
        if file.exists():
            return
        file.parent.mkdir(parents=True, exist_ok=True)
        descriptor, temporary = tempfile.mkstemp(dir=file.parent)
        with os.fdopen(descriptor, "wb") as target:
            target.write(content)
        Path(temporary).replace(file)
