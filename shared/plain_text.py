"""Any text made fit for what others read it with: XML, UTF-8, a mail, the name of a file."""

import re

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef]|[\ufffe\uffff]")
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")


def printable(text: str) -> str:
    """What XML and UTF-8 cannot carry made visible, U+FFFD, as a reader of text would show it."""
    return _UNPRINTABLE.sub("\ufffd", text)


def one_line(text: str) -> str:
    """The text as a part of a sentence: no control sign ends its line, none turns the direction of what follows."""
    return printable(_TURNING.sub("", _BREAKS.sub(" ", text))).strip()
