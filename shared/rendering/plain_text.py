"""Any text made fit for what others read it with: XML, UTF-8, a mail, the name of a file."""

import re
import unicodedata

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef]|[\ufffe\uffff]")
_TURNING = re.compile(r"[\u202a-\u202e\u2066-\u2069]")
_BREAKS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")
_NO_NAME = re.compile(r"[@<>]|//")
_DIGITS_OF_A_NAME, _LETTERS_OF_A_NAME = 6, 2


def printable(text: str) -> str:
    """What XML and UTF-8 cannot carry made visible, U+FFFD, as a reader of text would show it."""
    return _UNPRINTABLE.sub("\ufffd", text)


def person_name(text: str) -> str:
    """What somebody calls themselves, fit to stand in a mail to others: one line, nothing unseen, no link.

    A dot between words gets its blank, so that no mail program makes a link of it. Raises ValueError for an address, a
    link or a telephone number in place of a name.
    """
    plain = unicodedata.normalize("NFKC", one_line(text))
    plain = "".join(one for one in plain if unicodedata.category(one) != "Cf")
    plain = re.sub(r"[.。](?=[^\W\d_]{2})", ". ", re.sub(r"\s+", " ", plain)).strip()
    if _NO_NAME.search(plain) or sum(map(str.isdigit, plain)) > _DIGITS_OF_A_NAME:
        raise ValueError("no name")
    if sum(map(str.isalpha, plain)) < _LETTERS_OF_A_NAME:
        raise ValueError("no name")
    return plain


def one_line(text: str) -> str:
    """The text as a part of a sentence: no control sign ends its line, none turns the direction of what follows."""
    return printable(_TURNING.sub("", _BREAKS.sub(" ", text))).strip()
