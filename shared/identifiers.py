"""Numbers and logins as people type and copy them, brought to one form.

What comes along with a copied number is no part of it: blanks of every width, marks nobody sees (zero-width spaces,
text direction), dashes of every length, digits of another width.
"""

import re
import unicodedata

from stdnum.exceptions import ValidationError
from stdnum.pl import nip as nip_number
from stdnum.pl import pesel as pesel_number

_DASH = "-"
_IDENTIFIER_LIKE = re.compile(r"[0-9]{10,}")


def bare(text: str) -> str:
    """The text without blanks, invisible marks and dashes, compatibility forms (`１` for `1`) made plain."""
    return _plain(text).replace(_DASH, "")


def _plain(text: str) -> str:
    """The same with every dash as `-`."""
    kept = (one for one in unicodedata.normalize("NFKC", text) if not _is_dropped(one))
    return "".join(_DASH if _is_dash(one) else one for one in kept)


def _is_dropped(one: str) -> bool:
    return one.isspace() or unicodedata.category(one) in {"Cf", "Cc", "Zs", "Zl", "Zp"}


def _is_dash(one: str) -> bool:
    return unicodedata.category(one) == "Pd" or one == "\N{MINUS SIGN}"


def normalised_pesel(value: str) -> str:
    """Eleven digits with a valid date and checksum; raises ValueError otherwise."""
    text = bare(value)
    try:
        return str(pesel_number.validate(text if text.isascii() else ""))
    except ValidationError:
        raise ValueError("pesel_invalid") from None


def normalised_nip(value: str) -> str:
    """Ten digits with a valid checksum, without `PL`; raises ValueError otherwise."""
    text = bare(value)
    digits = text[2:] if text[:2].upper() == "PL" else text
    try:
        return str(nip_number.validate(digits if digits.isascii() else ""))
    except ValidationError:
        raise ValueError("nip_invalid") from None


def normalised_login(value: str) -> str:
    """The one spelling under which a login is looked up: PESEL or NIP by digits, a chosen login caseless."""
    for normalise in (normalised_pesel, normalised_nip):
        try:
            return normalise(value)
        except ValueError:
            continue
    return _plain(_plain(value).casefold()).casefold()


def free_login(value: str) -> str:
    """A login as it may be chosen; raises ValueError for what could be somebody's PESEL or NIP.

    Ten digits or more in a row, whatever stands between and before them, right checksum or not.
    """
    if _IDENTIFIER_LIKE.search(re.sub(r"[^0-9A-Za-z]", "", unicodedata.normalize("NFKC", value))):
        raise ValueError("login_like_number")
    return value


def number_key(printed: str) -> str:
    """The one spelling under which a printed number is compared: of a customer, a document, a contract."""
    return re.sub(r"[/\\]", "", bare(printed)).casefold()


def printed_number(value: str) -> str:
    """A number as somebody copied it from a bill; raises ValueError for one without a digit, which none is."""
    if not re.search("[0-9]", number_key(value)):
        raise ValueError("number_invalid")
    return value


def masked(identifier: str) -> str:
    """An identifier with only its last two digits left to see."""
    return "•" * (len(identifier) - 2) + identifier[-2:]
