"""Texts of others as names of files we hand out."""

import re
import unicodedata

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
