"""Names of files made from the numbers of documents."""

import re
from urllib.parse import quote

from shared.document_files import DocumentFile

_UNSAFE = re.compile(r"[^A-Za-z0-9._-]+")


def plain_name(number: str) -> str:
    """The number as a file's name, safe everywhere."""
    return _UNSAFE.sub("-", number).strip("-.")[:100] or "dokument"


def file_name(number: str, file: DocumentFile) -> str:
    """A name safe in any header and file system, and the true number for browsers that read RFC 6266."""
    suffix = file.media_type.partition("/")[2]
    true = quote(number.replace("/", "-")[:100], safe="")
    return f"filename=\"{plain_name(number)}.{suffix}\"; filename*=UTF-8''{true}.{suffix}"
