"""Names of files we hand out, made from the numbers of documents and from texts of others."""

import re
import unicodedata
from collections.abc import Iterable
from itertools import count
from urllib.parse import quote

from shared.billing.document_files import DocumentFile

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")
_DEVICES = {"CON", "PRN", "AUX", "NUL", *(f"{port}{n}" for port in ("COM", "LPT") for n in range(10))}
_SEPARATORS = re.compile(r"[/\\:*?\"<>|]+")
_UNSEEN = frozenset({"C", "Zl", "Zp"})


def readable_name(text: str) -> str:
    """The text as people read it in a list of files, without what no file system takes or what would lie.

    Control and format signs go: among them are those that turn the order of what is shown, so that `exe` looks like
    `pdf` (U+202E), and those that show nothing.
    """
    seen = (
        one
        for one in unicodedata.normalize("NFC", text)
        if _UNSEEN.isdisjoint((unicodedata.category(one), unicodedata.category(one)[0]))
    )
    return _SEPARATORS.sub("-", "".join(seen)).strip(" .-")


def plain_name(number: str) -> str:
    """The number as a file's name, safe everywhere; a device of Windows (`CON`) is no file's name there."""
    name = _UNSAFE.sub("-", number).strip("-.")[:100].rstrip("-.") or "dokument"
    return f"dokument-{name}" if name.partition(".")[0].upper() in _DEVICES else name


def distinct_names(numbers: Iterable[str], suffix: str) -> list[str]:
    """A name for each, none given twice, whatever its case: many file systems know no difference."""
    given: set[str] = set()
    names: list[str] = []
    for number in numbers:
        plain = plain_name(number)
        copies = (f"{plain}-{copy}" if copy > 1 else plain for copy in count(1))
        name = next(f"{one}{suffix}" for one in copies if f"{one}{suffix}".casefold() not in given)
        given.add(name.casefold())
        names.append(name)
    return names


def file_name(number: str, file: DocumentFile) -> str:
    """A name safe in any header and file system, and the true number for browsers that read RFC 6266."""
    suffix = file.media_type.partition("/")[2]
    true = quote(readable_name(number)[:100], safe="") or "dokument"
    return f"filename=\"{plain_name(number)}.{suffix}\"; filename*=UTF-8''{true}.{suffix}"
