"""Polish identifiers as people type them, brought to one form."""

from stdnum.exceptions import ValidationError
from stdnum.pl import nip as nip_number
from stdnum.pl import pesel as pesel_number


def normalised_pesel(value: str) -> str:
    """Eleven digits with a valid date and checksum; raises ValueError otherwise."""
    try:
        return str(pesel_number.validate(value))
    except ValidationError:
        raise ValueError("pesel_invalid") from None


def normalised_nip(value: str) -> str:
    """Ten digits with a valid checksum, without `PL`, spaces or dashes; raises ValueError otherwise."""
    text = value.strip()
    try:
        return str(nip_number.validate(text[2:] if text.upper().startswith("PL") else text))
    except ValidationError:
        raise ValueError("nip_invalid") from None


def normalised_login(value: str) -> str:
    """The one spelling under which a login is looked up: PESEL or NIP by digits, a chosen login caseless."""
    for normalise in (normalised_pesel, normalised_nip):
        try:
            return normalise(value)
        except ValueError:
            continue
    return value.strip().casefold()


def masked(identifier: str) -> str:
    """An identifier with only its last two digits left to see."""
    return "•" * (len(identifier) - 2) + identifier[-2:]
