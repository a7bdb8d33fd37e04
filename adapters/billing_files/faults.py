"""What is wrong with a file or a cell, in words for the people who made the export."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fault:
    """A place in a file and the reason; a fault without a row is of the whole file."""

    file: str
    reason: str
    row: int | None = None
    column: str | None = None

    def __str__(self) -> str:
        place = [self.file, f"wiersz {self.row}" if self.row else "", f"„{self.column}”" if self.column else ""]
        return f"{', '.join(part for part in place if part)}: {self.reason}"


class FileRefused(Exception):
    """A file that can not be read at all; the message says why and what to do."""


class CellRefused(Exception):
    """A cell that can not be taken; the message says why and what to do."""
