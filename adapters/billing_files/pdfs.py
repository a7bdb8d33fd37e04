"""The PDFs beside an export: found by their document's number, however the signs between its parts were replaced."""

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from adapters.billing_files.faults import Fault

_BETWEEN = re.compile(r"[\W_]+")
LARGEST = 20 * 2**20
"""The contract takes no larger one."""


class PdfFile(NamedTuple):
    """A file and what the contract announces of it."""

    file: Path
    sha256: str
    size: int


def plain_number(number: str) -> str:
    """Return a number as it is compared with a file's name: `FV/1/2026`, `fv_1_2026` and `FV-1-2026` are one."""
    return _BETWEEN.sub("-", number.casefold()).strip("-")


class Pdfs:
    """All PDFs under a folder. What is no PDF, or stands for a number twice, is refused with its reason."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[str, Path] = {}
        self._taken: set[str] = set()
        self.faults: list[Fault] = []
        for file in sorted(folder.rglob("*")):
            if file.suffix.lower() == ".pdf" and file.is_file():
                self._add(file)

    def __len__(self) -> int:
        return len(self._files)

    def of(self, number: str) -> PdfFile | None:
        """Return the PDF of a document, None where there is none; a broken one becomes a fault."""
        plain = plain_number(number)
        file = self._files.get(plain)
        if file is None:
            return None
        if plain in self._taken:
            self._refuse(file, f"pasuje do dwóch dokumentów, także do „{number}”; nazwij pliki tak, by były różne")
            return None
        self._taken.add(plain)
        size = file.stat().st_size
        if size > LARGEST:
            self._refuse(file, f"plik ma więcej niż {LARGEST // 2**20} MB")
            return None
        content = file.read_bytes()
        if not content.startswith(b"%PDF-") or b"%%EOF" not in content[-2048:]:
            self._refuse(file, "to nie jest cały plik PDF")
            return None
        return PdfFile(file, hashlib.sha256(content).hexdigest(), size)

    def without_document(self) -> Iterator[str]:
        """Yield the names of those that no document asked for."""
        for plain, file in self._files.items():
            if plain not in self._taken:
                yield file.name

    def _add(self, file: Path) -> None:
        plain = plain_number(file.stem)
        if plain in self._files:
            self._refuse(file, f"pasuje do tego samego numeru co {self._files[plain].name}; zostaw jeden")
        else:
            self._files[plain] = file

    def _refuse(self, file: Path, reason: str) -> None:
        self.faults.append(Fault(str(file.relative_to(self._folder.parent)), reason))
